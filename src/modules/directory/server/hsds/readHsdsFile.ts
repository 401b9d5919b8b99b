import { isUtf8 } from 'node:buffer'
import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { splitJson, type JsonSlice, type SplitJson } from './splitJson.ts'

/** A file as it comes: bytes, a stream of bytes, or text that was decoded already. */
export type HsdsFile = { readonly name: string } & (
  { readonly bytes: Uint8Array | AsyncIterable<Uint8Array> } | { readonly text: string }
)

/** One JSON value of a file, or why it is none. */
export type ReadItem = { readonly value: unknown } | { readonly finding: ImportFinding }

/** The values of a list, each read when its turn comes. */
export interface UnreadList {
  readonly length: number
  /** Line of the file in which an item begins, from 1. */
  lineOf(index: number): number
  read(index: number): ReadItem
}

/** The outermost value of a file. Lists of records inside an object are apart and unread. */
export type HsdsContent =
  | { readonly kind: 'list'; readonly items: UnreadList }
  | { readonly kind: 'value'; readonly value: unknown; readonly lists: ReadonlyMap<string, UnreadList> }

/** What a file holds, or why it cannot be read. */
export type ReadHsdsFile =
  | { readonly read: true; readonly content: HsdsContent }
  | { readonly read: false; readonly finding: ImportFinding }

const MOST_MEGABYTES = 64
const MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
const MOST_RECORD_MEGABYTES = 4
const MOST_RECORD_BYTES = MOST_RECORD_MEGABYTES * 1024 * 1024

/**
 * Opens one file of JSON. Refuses nesting deeper than 64, more than 250,000 items and broken brackets, each with its
 * own reason; an item that is no JSON, longer than 4 MB, or gives a name twice is a finding of its own. `listNames`
 * are the members whose lists stay unread. Never throws for a content.
 */
export const readHsdsFile = (bytes: Buffer, listNames: readonly string[]): ReadHsdsFile => {
  const split = splitJson(bytes)
  return 'reason' in split ? refused(split.reason, split.params) : open(bytes, split, listNames)
}

const open = (bytes: Buffer, split: SplitJson, listNames: readonly string[]): ReadHsdsFile => {
  if (split.kind === 'list')
    return { read: true, content: { kind: 'list', items: unread(bytes, split.items) } }
  if (split.kind === 'other') {
    const item = readItem(bytes, split.slice)
    return 'finding' in item
      ? { read: false, finding: item.finding }
      : { read: true, content: { kind: 'value', value: item.value, lists: new Map() } }
  }
  const lists = new Map<string, UnreadList>()
  const rest: Record<string, unknown> = {}
  for (const { name, slice, items } of split.members) {
    const repeated = Object.hasOwn(rest, name)
    const item = items && listNames.includes(name) ? { value: [] } : readItem(bytes, slice)
    if (repeated) return refused('directory_import_repeated_name', { line: slice.line })
    if ('finding' in item) return { read: false, finding: item.finding }
    Object.defineProperty(rest, name, {
      value: item.value,
      enumerable: true,
      configurable: true,
      writable: true
    })
    if (items && listNames.includes(name)) lists.set(name, unread(bytes, items))
  }
  return { read: true, content: { kind: 'value', value: rest, lists } }
}

const unread = (bytes: Buffer, items: readonly JsonSlice[]): UnreadList => ({
  length: items.length,
  lineOf: (index) => items[index]!.line,
  read: (index) => readItem(bytes, items[index]!)
})

const finding = (reason: ImportReason, params: ImportFinding['params'] = {}): ImportFinding => ({
  field: '',
  reason,
  params
})

const refused = (reason: ImportReason, params: ImportFinding['params'] = {}): ReadHsdsFile => ({
  read: false,
  finding: finding(reason, params)
})

const readItem = (bytes: Buffer, { start, end, line, names }: JsonSlice): ReadItem => {
  if (end - start > MOST_RECORD_BYTES)
    return { finding: finding('directory_import_record_too_large', { most: MOST_RECORD_MEGABYTES }) }
  const json = bytes.toString('utf8', start, end)
  try {
    const value = JSON.parse(json) as unknown
    return countNames(value) === names
      ? { value }
      : { finding: finding('directory_import_repeated_name', { line }) }
  } catch (fault) {
    return { finding: brokenJson(json, line, (fault as SyntaxError).message) }
  }
}

/** A repeated name leaves fewer names than colons: the reader keeps the last value and says nothing. */
const countNames = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  let count = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const inner of Object.values(value)) count += countNames(inner)
  return count
}

/** V8 names the position but for short texts, which stand in one line as a rule. */
const brokenJson = (json: string, line: number, message: string): ImportFinding => {
  const named = /at position (\d+)/.exec(message)?.[1]
  const before = json.slice(0, named === undefined ? 0 : Number(named)).split('\n').length - 1
  return finding('directory_import_not_json', { line: line + before })
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** First bytes of what people take for a text: ZIP with everything Office writes, gzip, bzip2, xz, 7z, zstd. */
const PACKED = ['504b0304', '504b0506', '1f8b', '425a68', 'fd377a58', '377abcaf', '28b52ffd'].map((start) =>
  Buffer.from(start, 'hex')
)

/**
 * All bytes of a file, without byte order mark: at most 64 MB of UTF-8 that say something. Otherwise the reason.
 */
export const loadBytes = async (file: HsdsFile): Promise<Buffer | ImportFinding> => {
  const all = 'text' in file ? Buffer.from(file.text) : await gather(file.bytes)
  if (all === undefined || all.length > MOST_BYTES)
    return finding('directory_import_too_large', { most: MOST_MEGABYTES })
  const bytes = startsWith(all, BYTE_ORDER_MARK) ? all.subarray(BYTE_ORDER_MARK.length) : all
  if (PACKED.some((start) => startsWith(bytes, start))) return finding('directory_import_packed')
  if (!isUtf8(bytes)) return finding('directory_import_not_utf8')
  return isBlank(bytes) ? finding('directory_import_empty_file') : bytes
}

const startsWith = (bytes: Buffer, start: Buffer) => bytes.subarray(0, start.length).equals(start)

const isBlank = (bytes: Buffer) =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)

const gather = async (content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Buffer | undefined> => {
  if (content instanceof Uint8Array)
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  // Only what is written to becomes resident: the file is in memory once, and not in pieces besides.
  const all = Buffer.allocUnsafeSlow(MOST_BYTES)
  let bytes = 0
  for await (const chunk of content) {
    if (bytes + chunk.length > MOST_BYTES) return undefined
    all.set(chunk, bytes)
    bytes += chunk.length
  }
  return all.subarray(0, bytes)
}
