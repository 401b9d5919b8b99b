import { open, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { pipeline as untilThrough } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { createTarPacker } from 'modern-tar'
import { fromWeb, toWeb } from './webStreams.ts'

/** Bytes that leave the compression at a time: small ones cost more on their way than in it. */
const CHUNK = 1024 * 1024

/** Bytes of a piece: what of an entry is in memory at a time. */
const PIECE = 4 * 1024 * 1024

/** Takes what goes into an archive. */
export interface ArchiveWriter {
  /** Adds bytes as one entry of the tar. */
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Adds a stream of any length as entries `name/000001`, `name/000002` …; an empty one as none. */
  addPieces(name: string, source: AsyncIterable<Uint8Array>): Promise<void>
}

/**
 * Writes a tar, compressed by zstd and sealed to the recipients by age, into a new file that only its owner may read; answers its size
 * in bytes once it is on the disk. Where anything fails the file is gone again. Holds a few pieces in memory, however
 * large the archive.
 */
export const writeArchive = async (
  path: string,
  recipients: readonly string[],
  fill: (writer: ArchiveWriter) => Promise<void>
): Promise<number> => {
  const { readable, controller } = createTarPacker()
  const compressed = pipeline(fromWeb(readable), createZstdCompress({ chunkSize: CHUNK }), () => undefined)
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const file = await open(path, 'wx', 0o600)
  try {
    const sealed = await encrypter.encrypt(toWeb(compressed))
    const target = file.createWriteStream({ flush: true })
    const filling = fill(writerTo(controller)).then(
      () => controller.finalize(),
      (fault: unknown) => {
        controller.error(fault)
        throw fault
      }
    )
    const ends = await Promise.allSettled([untilThrough(fromWeb(sealed), target), filling])
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    return target.bytesWritten
  } catch (fault) {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
    throw fault
  }
}

const writerTo = (controller: ReturnType<typeof createTarPacker>['controller']): ArchiveWriter => {
  const add = async (name: string, bytes: Uint8Array) => {
    const entry = controller.add({ name, size: bytes.length, mode: 0o600 }).getWriter()
    if (bytes.length > 0) await entry.write(bytes)
    await entry.close()
  }
  return {
    add,
    async addPieces(name, source) {
      let number = 0
      for await (const piece of piecesOf(source)) {
        number += 1
        await add(`${name}/${String(number).padStart(6, '0')}`, piece)
      }
    }
  }
}

/** Gathers small chunks into pieces of a useful size. */
async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    waiting.push(chunk)
    length += chunk.length
    if (length < PIECE) continue
    yield Buffer.concat(waiting, length)
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(waiting, length)
}
