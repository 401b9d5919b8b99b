import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { OrganisationId } from '#platform/ctx.ts'
import { parseAnchor, type Anchor } from './anchor.ts'

/** Where an organisation's anchors lie: one line of JSON each, oldest first. */
export const anchorFile = (dataDirectory: string, organisationId: OrganisationId): string =>
  join(dataDirectory, 'anchors', `${organisationId}.jsonl`)

/** What a file of anchors holds; lines that are none are counted. */
export interface AnchorLines {
  readonly anchors: readonly Anchor[]
  readonly unreadable: number
}

/** Reads a file of anchors. Throws where it cannot be read. */
export const readAnchors = async (path: string): Promise<AnchorLines> => {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const anchors = lines.map(parseAnchor).filter((anchor) => anchor !== undefined)
  return { anchors, unreadable: lines.length - anchors.length }
}

const codeOf = (fault: unknown) => (fault as NodeJS.ErrnoException).code

/** The same, where nothing was ever anchored too: then there is nothing in it. */
export const readOwnAnchors = (path: string): Promise<AnchorLines> =>
  readAnchors(path).catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return { anchors: [], unreadable: 0 }
    throw fault
  })

/** Erasures that one anchor tells of at most. */
export const MOST_ERASURES = 50

/** Bytes at the end of the file within which its last anchor lies: it has less than 500, and less than 180 for each erasure. */
const TAIL = 16_384

/** The last anchor of the file, without reading all of it; nothing where there is none. */
export const readLastAnchor = async (path: string): Promise<Anchor | undefined> => {
  const file = await open(path, 'r').catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  })
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, TAIL))
    await file.read(tail, 0, tail.length, size - tail.length)
    return tail
      .toString('utf8')
      .split('\n')
      .map(parseAnchor)
      .findLast((anchor) => anchor !== undefined)
  } finally {
    await file.close()
  }
}

/**
 * Adds an anchor in one write that is on the disk when this is done. It begins a line of its own also where a crash
 * left half a line.
 */
export const appendAnchor = async (path: string, anchor: Anchor): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const end = Buffer.alloc(size > 0 ? 1 : 0)
    await file.read(end, 0, end.length, size - end.length)
    const start = end.length > 0 && end.toString() !== '\n' ? '\n' : ''
    await file.write(`${start}${JSON.stringify(anchor)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}
