import { createHash, type Hash } from 'node:crypto'
import type pg from 'pg'
import {
  ABOUT,
  ArchiveFault,
  MANIFEST,
  manifestSchema,
  type Manifest
} from '#platform/backup/server/archiveFormat.ts'
import { readArchive } from '#platform/backup/server/readArchive.ts'
import { copyIn, type CopyingIn, type TableShape } from '#platform/db/server/copyTables.ts'

/** Takes pieces of files that lie in an archive. */
export interface FileTaker {
  take(name: string, bytes: Uint8Array): Promise<void>
}

/** What of an archive goes where. */
export interface Loading {
  readonly path: string
  readonly identities: readonly string[]
  /** The tables that have to be in it. */
  readonly tables: readonly TableShape[]
  readonly files: FileTaker
  /** Hears how many bytes were loaded. */
  progress(bytes: number): void
}

/**
 * Loads the tables of an archive into a database within the transaction of the client, and hands its files on; answers
 * how many rows. Throws an {@link ArchiveFault} unless everything came out that went in: every table, every row, every byte.
 */
export const loadArchive = async (client: pg.Client, loading: Loading): Promise<number> => {
  const { path, identities } = loading
  const loaded = new Loaded(client, loading)
  let manifest: Manifest | undefined
  try {
    for await (const { name, bytes } of readArchive(path, identities)) {
      if (manifest) throw new ArchiveFault(path, 'damaged')
      if (name === MANIFEST) manifest = manifestIn(path, bytes)
      else if (name !== ABOUT) await loaded.take(name, bytes)
    }
    await loaded.endTable()
  } catch (fault) {
    await loaded.abort()
    throw fault
  }
  if (!manifest || !loaded.isAsIn(manifest)) throw new ArchiveFault(path, 'damaged')
  return manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
}

const manifestIn = (path: string, bytes: Uint8Array): Manifest => {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (fault) {
    throw new ArchiveFault(path, 'damaged', fault)
  }
}

/** What came out of an archive so far. */
class Loaded {
  readonly #client: pg.Client
  readonly #loading: Loading
  readonly #hashes = new Map<string, Hash>()
  readonly #rows = new Map<string, number>()
  #open: { readonly name: string; readonly copying: CopyingIn } | undefined

  constructor(client: pg.Client, loading: Loading) {
    this.#client = client
    this.#loading = loading
  }

  /** An entry is called tables/NAME/000001 or files/NAME/000001. */
  async take(entry: string, bytes: Uint8Array) {
    const [kind, name = ''] = entry.split('/')
    const hash = this.#hashes.get(`${kind}/${name}`) ?? createHash('sha256')
    this.#hashes.set(`${kind}/${name}`, hash.update(bytes))
    if (kind === 'files') return this.#loading.files.take(name, bytes)
    if (this.#open?.name !== name) {
      await this.endTable()
      this.#open = { name, copying: copyIn(this.#client, this.#shapeOf(name)) }
    }
    await this.#open.copying.write(bytes)
    this.#loading.progress(bytes.length)
  }

  async endTable() {
    if (!this.#open) return
    const { name, copying } = this.#open
    this.#open = undefined
    this.#rows.set(name, await copying.end())
  }

  async abort() {
    await this.#open?.copying.abort()
  }

  isAsIn({ tables, files }: Manifest) {
    const empty = createHash('sha256').digest('hex')
    const digests = new Map([...this.#hashes].map(([name, hash]) => [name, hash.digest('hex')]))
    const isWhole = (kind: string) => (each: { name: string; sha256: string }) =>
      (digests.get(`${kind}/${each.name}`) ?? empty) === each.sha256
    const shapes = this.#loading.tables.map(({ name, columns }) => `${name} ${columns.join()}`).sort()
    return (
      tables.every(isWhole('tables')) &&
      files.every(isWhole('files')) &&
      tables.every(({ name, rows }) => (this.#rows.get(name) ?? 0) === rows) &&
      tables.length + files.length >= digests.size &&
      shapes.join('\n') ===
        tables
          .map(({ name, columns }) => `${name} ${columns.join()}`)
          .sort()
          .join('\n')
    )
  }

  #shapeOf(name: string) {
    const shape = this.#loading.tables.find((table) => table.name === name)
    if (!shape || this.#rows.has(name)) throw new ArchiveFault(this.#loading.path, 'damaged')
    return shape
  }
}
