import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { describeForBackup } from '#modules/access/server/index.ts'
import type { Installation } from '#modules/access/index.ts'
import { selectMoment } from '#platform/backup/server/backupQueries.ts'
import {
  ABOUT,
  ARCHIVE_FORMAT,
  MANIFEST,
  type About,
  type CopiedFile,
  type CopiedTable,
  type Manifest
} from '#platform/backup/server/archiveFormat.ts'
import { writeArchive, type ArchiveWriter } from '#platform/backup/server/writeArchive.ts'
import { copyOut, listTables, writeValuesPlainly, type TableShape } from '#platform/db/server/copyTables.ts'
import { createClient } from '#platform/db/server/createClient.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { transactionOn } from '#platform/db/server/transactionOn.ts'
import { archiveName, unfinished } from './archiveNames.ts'
import { planBackup } from './backupPlan.ts'
import type { SiteFile } from './siteFiles.ts'

/** What a backup is made of, and where it goes. */
export interface BackupWish {
  readonly owner: OwnerConnection
  readonly installation: Installation
  /** Public key of the audit's anchors. */
  readonly anchorKey: string
  readonly product: string
  /** Whom the archives are sealed to: recipients of the age tool. */
  readonly recipients: readonly string[]
  /** Is made where it is missing. */
  readonly folder: string
  readonly files: readonly SiteFile[]
  /** Hears how many bytes of content were read. */
  progress(bytes: number): void
}

/** A backup that is complete on the disk. */
export interface Backup {
  readonly takenAt: Temporal.Instant
  readonly content: ArchiveFile
  readonly keys: ArchiveFile
  readonly rows: number
}
interface ArchiveFile {
  readonly path: string
  readonly bytes: number
}

/**
 * Takes a backup of everything as it was at one moment, while the application goes on: two sealed archives, which get
 * their names only when both are whole on the disk. Leaves nothing behind where it fails.
 */
export const createBackup = async (wish: BackupWish): Promise<Backup> => {
  await mkdir(wish.folder, { recursive: true, mode: 0o700 })
  const client = createClient(wish.owner)
  await client.connect()
  try {
    return await transactionOn(
      client,
      { kind: 'snapshot', organisationId: wish.installation.id },
      async (tx) => {
        await writeValuesPlainly(client)
        const { takenAt, schema } = await selectMoment(tx)
        const { installation, anchorKey, product } = wish
        const about = {
          format: ARCHIVE_FORMAT,
          backup: randomUUID(),
          takenAt: takenAt.toString(),
          product,
          schema,
          organisation: { id: installation.id, name: installation.name },
          anchorKey,
          ...(await describeForBackup(tx, installation.id))
        }
        return writeBoth({ ...wish, client, takenAt, about })
      }
    )
  } finally {
    await client.end()
  }
}

interface Copying extends BackupWish {
  readonly client: pg.Client
  readonly takenAt: Temporal.Instant
  readonly about: Omit<About, 'kind'>
}

const writeBoth = async (copying: Copying): Promise<Backup> => {
  const { folder, takenAt, client, files } = copying
  const plan = planBackup(await listTables(client))
  const [content, keys] = (['content', 'keys'] as const).map((kind) =>
    join(folder, archiveName(takenAt, kind))
  )
  try {
    const copied = await writeOne(copying, unfinished(content!), 'content', plan.content, files)
    const copiedKeys = await writeOne(copying, unfinished(keys!), 'keys', plan.keys, [])
    for (const path of [keys!, content!]) await rename(unfinished(path), path)
    await flushFolder(folder)
    return {
      takenAt,
      content: { path: content!, bytes: copied.bytes },
      keys: { path: keys!, bytes: copiedKeys.bytes },
      rows: copied.rows + copiedKeys.rows
    }
  } catch (fault) {
    for (const path of [content!, keys!]) await rm(unfinished(path), { force: true })
    throw fault
  }
}

const writeOne = async (
  { client, recipients, about, progress }: Copying,
  path: string,
  kind: About['kind'],
  tables: readonly TableShape[],
  files: readonly SiteFile[]
) => {
  const manifest: { tables: CopiedTable[]; files: CopiedFile[] } = { tables: [], files: [] }
  const bytes = await writeArchive(path, recipients, async (writer) => {
    await writer.add(ABOUT, jsonOf({ ...about, kind } satisfies About))
    for (const { name, path } of files) {
      const { bytes, sha256 } = await addWhole(writer, `files/${name}`, createReadStream(path))
      manifest.files.push({ name, bytes, sha256 })
    }
    for (const table of tables) {
      const { source, rows } = copyOut(client, table)
      const { sha256 } = await addWhole(writer, `tables/${table.name}`, source, progress)
      manifest.tables.push({ name: table.name, columns: [...table.columns], rows: rows(), sha256 })
    }
    await writer.add(MANIFEST, jsonOf(manifest satisfies Manifest))
  })
  return { bytes, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) }
}

const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1))

const addWhole = async (
  writer: ArchiveWriter,
  name: string,
  source: AsyncIterable<Uint8Array>,
  progress: (bytes: number) => void = () => undefined
) => {
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted() {
    for await (const chunk of source) {
      hash.update(chunk)
      bytes += chunk.length
      progress(chunk.length)
      yield chunk
    }
  }
  await writer.addPieces(name, counted())
  return { bytes, sha256: hash.digest('hex') }
}

/** A name is on the disk when its folder is. */
const flushFolder = async (folder: string) => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
