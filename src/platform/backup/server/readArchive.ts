import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { fromWeb, toWeb } from './webStreams.ts'
import { ABOUT, aboutSchema, ARCHIVE_FORMAT, ArchiveFault, type About } from './archiveFormat.ts'

/** One entry of an archive: a piece of a table or a file, or one of the two that describe it. */
export interface ArchiveEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Bytes that come out of the compression at a time. */
const CHUNK = 1024 * 1024

/** More than a writer puts into one entry. */
const LARGEST = 64 * 1024 * 1024

/**
 * The entries of an archive in their order, one at a time. Ends without a fault only where the archive is whole to its
 * last byte. Throws an {@link ArchiveFault}.
 */
export async function* readArchive(
  path: string,
  identities: readonly string[]
): AsyncGenerator<ArchiveEntry> {
  const opened = await open(path, identities)
  const plain = pipeline(fromWeb(opened), createZstdDecompress({ chunkSize: CHUNK }), () => undefined)
  const entries = toWeb(plain)
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader()
  try {
    for (;;) {
      const entry = await nextOf(entries).catch((fault: unknown) => {
        throw new ArchiveFault(path, 'damaged', fault)
      })
      if (!entry) return
      yield entry
    }
  } finally {
    plain.destroy()
  }
}

const nextOf = async (
  entries: ReadableStreamDefaultReader<ParsedTarEntry>
): Promise<ArchiveEntry | undefined> => {
  const { value, done } = await entries.read()
  if (done) return undefined
  const { header, body } = value
  if (header.size > LARGEST) throw new Error('An entry is larger than any that is written')
  return { name: header.name, bytes: new Uint8Array(await new Response(body).arrayBuffer()) }
}

const open = async (path: string, identities: readonly string[]) => {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(toWeb(createReadStream(path, { highWaterMark: CHUNK })))
  } catch (fault) {
    const reason = /no identity matched/.test(String(fault)) ? 'identity' : 'damaged'
    throw new ArchiveFault(path, reason, fault)
  }
}

/** What an archive says of itself. Refuses one that is of a later format. Throws an {@link ArchiveFault}. */
export const readAbout = async (path: string, identities: readonly string[]): Promise<About> => {
  for await (const { name, bytes } of readArchive(path, identities)) {
    const about = name === ABOUT ? aboutIn(bytes) : undefined
    if (!about) break
    if (about.format > ARCHIVE_FORMAT) throw new ArchiveFault(path, 'newer')
    return about
  }
  throw new ArchiveFault(path, 'damaged')
}

const aboutIn = (bytes: Uint8Array) => {
  try {
    return aboutSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data
  } catch {
    return undefined
  }
}
