import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readRange } from '../readRange.ts'

/** A video, or the part of it that was asked for. `total` is its whole size in bytes. */
export interface VideoPart {
  readonly type: 'video/mp4' | 'video/webm'
  readonly from: number
  readonly to: number
  readonly total: number
  readonly part: boolean
  body(): ReadableStream<Uint8Array>
  close(): Promise<void>
}

/**
 * Opens a video of the site file. `file` must be the name that stands in the site file; anything else is `undefined`, and so is a
 * link. `range` is the request's Range header (RFC 9110, 14.2); `unsatisfiable` with the size where it lies outside.
 */
export const openVideo = async (
  site: { readonly folder: string; readonly videos: readonly { readonly file: string }[] },
  file: string,
  range: string | null
): Promise<VideoPart | { readonly unsatisfiable: number } | undefined> => {
  const known = site.videos.find((video) => video.file === file)
  if (!known) return undefined
  const path = join(site.folder, known.file)
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined)
  if (!handle) return undefined
  const { size } = await handle.stat()
  if (size === 0) {
    await handle.close()
    return undefined
  }
  const wanted = readRange(range, size)
  if (wanted === 'unsatisfiable') {
    await handle.close()
    return { unsatisfiable: size }
  }
  const { from, to } = wanted ?? { from: 0, to: size - 1 }
  return {
    type: known.file.endsWith('.webm') ? 'video/webm' : 'video/mp4',
    from,
    to,
    total: size,
    part: wanted !== undefined,
    body: () =>
      Readable.toWeb(handle.createReadStream({ start: from, end: to })) as ReadableStream<Uint8Array>,
    close: () => handle.close()
  }
}
