import type { ImportReason } from '../../importReport.ts'

/** A stretch of a file's bytes that holds one JSON value, not yet read. */
export interface JsonSlice {
  readonly start: number
  readonly end: number
  /** Line of the file in which it begins, from 1. */
  readonly line: number
  /** How many names it gives, at any depth: fewer after reading means that one was given twice. */
  readonly names: number
}

/** One `"name": value` of the outermost object. `items` where the value is a list. */
export interface JsonMember {
  readonly name: string
  readonly slice: JsonSlice
  readonly items: readonly JsonSlice[] | undefined
}

/** The outermost value of a file, with whatever is in it still unread. */
export type SplitJson =
  | { readonly kind: 'list'; readonly items: readonly JsonSlice[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'other'; readonly slice: JsonSlice }

/** Why a file cannot be split. */
export interface SplitFault {
  readonly reason: ImportReason
  readonly params: Readonly<Record<string, number>>
}

const MOST_DEPTH = 64
const MOST_ITEMS = 250_000

const [QUOTE, BACKSLASH, NEWLINE, COMMA, COLON] = [0x22, 0x5c, 0x0a, 0x2c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

interface Scan {
  readonly bytes: Buffer
  at: number
  line: number
  names: number
  items: number
  readonly open: number[]
}

/**
 * Splits UTF-8 JSON into the items of its outermost list, or the members of its outermost object and the items of
 * their lists, without reading any of them: memory grows with the number of items and not with what they say.
 * Checks brackets, a depth of 64 and a number of 250,000 items; whether an item is JSON shows when it is read.
 */
export const splitJson = (bytes: Buffer): SplitJson | SplitFault => {
  const scan: Scan = { bytes, at: 0, line: 1, names: 0, items: 0, open: [] }
  skipBlanks(scan)
  const first = bytes[scan.at]
  if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
    return { kind: 'other', slice: { start: scan.at, end: bytes.length, line: scan.line, names: 0 } }
  }
  const split = first === OPEN_LIST ? scanList(scan) : scanObject(scan)
  if ('reason' in split) return split
  skipBlanks(scan)
  return scan.at < bytes.length ? fault(scan, 'directory_import_not_json') : split
}

const fault = (scan: Scan, reason: ImportReason): SplitFault => ({ reason, params: { line: scan.line } })

const scanList = (scan: Scan): SplitJson | SplitFault => {
  const items = scanItems(scan)
  return 'reason' in items ? items : { kind: 'list', items }
}

const scanObject = (scan: Scan): SplitJson | SplitFault => {
  const members: JsonMember[] = []
  scan.open.push(CLOSE_OBJECT)
  scan.at++
  for (;;) {
    skipBlanks(scan)
    if (members.length === 0 && scan.bytes[scan.at] === CLOSE_OBJECT) break
    const member = scanMember(scan)
    if ('reason' in member) return member
    members.push(member)
    if (++scan.items > MOST_ITEMS) return tooMany
    if (scan.bytes[scan.at] === CLOSE_OBJECT) break
    scan.at++
  }
  scan.open.pop()
  scan.at++
  return { kind: 'object', members }
}

const tooMany: SplitFault = { reason: 'directory_import_too_many_records', params: { most: MOST_ITEMS } }

const scanMember = (scan: Scan): JsonMember | SplitFault => {
  const { bytes } = scan
  const named = scan.at
  if (bytes[named] !== QUOTE) return ended(scan)
  const close = endOfString(bytes, named)
  if (close === undefined) return fault(scan, 'directory_import_truncated')
  scan.at = close + 1
  skipBlanks(scan)
  if (bytes[scan.at] !== COLON) return ended(scan)
  scan.at++
  skipBlanks(scan)
  const name = readName(bytes, named, close)
  const [start, line, names] = [scan.at, scan.line, scan.names]
  const items = bytes[scan.at] === OPEN_LIST ? scanItems(scan) : undefined
  if (items !== undefined && 'reason' in items) return items
  const behind = scan.at
  const end = scanValue(scan)
  if (typeof end === 'object') return end
  if (items !== undefined && bytes.toString('latin1', behind, end).trim() !== '') return ended(scan)
  return { name, slice: { start, end, line, names: scan.names - names }, items }
}

const ended = (scan: Scan) =>
  fault(scan, scan.at >= scan.bytes.length ? 'directory_import_truncated' : 'directory_import_not_json')

const LONGEST_NAME = 200

const readName = (bytes: Buffer, start: number, end: number) =>
  bytes.toString('utf8', start + 1, Math.min(end, start + 1 + LONGEST_NAME))

/** From an opening bracket to behind the closing one. */
const scanItems = (scan: Scan): JsonSlice[] | SplitFault => {
  const items: JsonSlice[] = []
  scan.open.push(CLOSE_LIST)
  scan.at++
  for (;;) {
    skipBlanks(scan)
    const [start, line, names] = [scan.at, scan.line, scan.names]
    if (items.length === 0 && scan.bytes[start] === CLOSE_LIST) break
    const end = scanValue(scan)
    if (typeof end === 'object') return end
    items.push({ start, end, line, names: scan.names - names })
    if (++scan.items > MOST_ITEMS) return tooMany
    if (scan.bytes[scan.at] === CLOSE_LIST) break
    scan.at++
  }
  scan.open.pop()
  scan.at++
  return items
}

/** Stops at the comma or the closing bracket behind a value, and answers where that is. */
const scanValue = (scan: Scan): number | SplitFault => {
  const { bytes, open } = scan
  const outer = open.length
  for (; scan.at < bytes.length; scan.at++) {
    const byte = bytes[scan.at]!
    if (byte === QUOTE) {
      const close = endOfString(bytes, scan.at)
      if (close === undefined) break
      scan.at = close
    } else if (byte === NEWLINE) scan.line++
    else if (byte === COLON) scan.names++
    else if (byte === COMMA) {
      if (open.length === outer) return scan.at
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      open.push(byte + 2)
      if (open.length > MOST_DEPTH)
        return { reason: 'directory_import_too_deep', params: { most: MOST_DEPTH } }
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (open.at(-1) !== byte) return fault(scan, 'directory_import_not_json')
      if (open.length === outer) return scan.at
      open.pop()
    }
  }
  return fault(scan, 'directory_import_truncated')
}

/** Where the quotation mark stands that ends the string beginning at `start`. */
const endOfString = (bytes: Buffer, start: number): number | undefined => {
  let close = bytes.indexOf(QUOTE, start + 1)
  for (; close !== -1; close = bytes.indexOf(QUOTE, close + 1)) {
    let before = close - 1
    while (bytes[before] === BACKSLASH) before--
    if ((close - before) % 2 === 1) return close
  }
  return undefined
}

const skipBlanks = (scan: Scan) => {
  for (; scan.at < scan.bytes.length; scan.at++) {
    const byte = scan.bytes[scan.at]
    if (byte === NEWLINE) scan.line++
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return
  }
}
