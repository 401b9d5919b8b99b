import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { anchorKey, findInstallation } from '#modules/access/server/index.ts'
import { noteBackup } from '#platform/backup/server/backupRepository.ts'
import { isRecipient, readRecipients } from '#platform/backup/server/recoveryKey.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { programVersion } from '#platform/config/server/programFolder.ts'
import { createBackup, type Backup } from '../backup/createBackup.ts'
import { pruneBackups } from '../backup/pruneBackups.ts'
import { siteFilesOf } from '../backup/siteFiles.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { megabytes, tellProgress } from './tellProgress.ts'

/** Takes a backup into a folder, beside the running application, and removes archives there that are past their time. */
export const backupCreate: Command = {
  name: 'backup create',
  summary: 'cli_backup_create',
  usage: '--to FOLDER [--recipient age1…]…',
  async run(args, tools) {
    const { config, texts, print, callerFolder } = tools
    const { values } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, recipient: { type: 'string', multiple: true } }
    })
    if (!values.to) {
      print(texts('cli_miscalled', { usage: `${backupCreate.name} ${backupCreate.usage}` }))
      return MISCALLED
    }
    const recipients = values.recipient ?? (await readRecipients(config.dataDirectory))
    if (recipients.length === 0 || !recipients.every(isRecipient)) {
      print(texts(recipients.length === 0 ? 'backup_no_recipient' : 'backup_not_recipient'))
      return values.recipient ? MISCALLED : REFUSED
    }
    return takeInto(resolve(callerFolder, values.to), recipients, tools)
  }
}

const takeInto = async (
  folder: string,
  recipients: readonly string[],
  tools: CommandTools
): Promise<number> => {
  const { config, texts, print } = tools
  const ctx = await tools.ctx('owner')
  const installation = await findInstallation(ctx)
  if (!installation) {
    print(texts('cli_not_set_up'))
    return REFUSED
  }
  try {
    const backup = await createBackup({
      owner: await tools.owner(),
      installation,
      anchorKey: anchorKey(ctx.serverKey).publicKey,
      product: programVersion(),
      recipients,
      folder,
      files: await siteFilesOf(config),
      progress: tellProgress(tools)
    })
    const { takenAt, content, keys } = backup
    await ctx.write((tx) => noteBackup(tx, { takenAt, contentBytes: content.bytes, keyBytes: keys.bytes }))
    printBackup(backup, tools)
    const removed = await pruneBackups(folder, systemClock.now())
    if (removed.length > 0) print(texts('backup_pruned', { count: removed.length }))
    return DONE
  } catch (fault) {
    const code = diskCode(fault)
    if (!code) throw fault
    print(texts('backup_not_written', { folder, code }))
    return REFUSED
  }
}

const printBackup = ({ content, keys, rows }: Backup, { config, texts, print }: CommandTools) => {
  print(texts('backup_created', { rows }))
  for (const { path, bytes } of [content, keys])
    print(texts('backup_archive', { path, megabytes: megabytes(bytes) }))
  const { dataDirectory } = config
  print(
    texts('backup_apart', { key: join(dataDirectory, 'server.key'), anchors: join(dataDirectory, 'anchors') })
  )
}

/** The code of a fault that a folder or its disk is the reason of. */
const diskCode = (fault: unknown) => {
  const { code = '', syscall } = fault as { code?: string; syscall?: string }
  return syscall !== 'connect' && /^E(ACCES|NOSPC|DQUOT|ROFS|NOTDIR|EXIST|PERM|IO|NAMETOOLONG)$/.test(code)
    ? code
    : undefined
}
