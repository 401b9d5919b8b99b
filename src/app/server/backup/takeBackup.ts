import { anchorKey } from '#modules/access/server/index.ts'
import type { Installation } from '#modules/access/index.ts'
import { noteBackup } from '#platform/backup/server/backupRepository.ts'
import type { Config } from '#platform/config/server/config.ts'
import { programVersion } from '#platform/config/server/programFolder.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { createBackup, type Backup } from './createBackup.ts'
import { pruneBackups } from './pruneBackups.ts'
import { siteFilesOf } from './siteFiles.ts'

/** Whose backup is taken, for whom it is sealed, and where it goes. */
export interface BackupOrder {
  /** Of the owner. */
  readonly ctx: Ctx
  readonly owner: OwnerConnection
  readonly installation: Installation
  readonly config: Config
  readonly recipients: readonly string[]
  readonly folder: string
  /** Hears how many bytes of content were read. */
  progress(bytes: number): void
}

/** Takes a backup, writes down that it was taken, and removes archives beside it that are past their time. */
export const takeBackup = async (
  order: BackupOrder
): Promise<{ readonly backup: Backup; readonly removed: readonly string[] }> => {
  const { ctx, owner, installation, config, recipients, folder, progress } = order
  const backup = await createBackup({
    owner,
    installation,
    anchorKey: anchorKey(ctx.serverKey).publicKey,
    product: programVersion(),
    recipients,
    folder,
    files: await siteFilesOf(config),
    progress
  })
  const { takenAt, content, keys } = backup
  await ctx.write((tx) => noteBackup(tx, { takenAt, contentBytes: content.bytes, keyBytes: keys.bytes }))
  return { backup, removed: await pruneBackups(folder, ctx.clock.now()) }
}

/** The code of a fault that a folder or its disk is the reason of. */
export const diskCode = (fault: unknown): string | undefined => {
  const { code = '', syscall } = fault as { code?: string; syscall?: string }
  return syscall !== 'connect' && /^E(ACCES|NOSPC|DQUOT|ROFS|NOTDIR|EXIST|PERM|IO|NAMETOOLONG)$/.test(code)
    ? code
    : undefined
}
