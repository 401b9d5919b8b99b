/** One record of a table, or one that cannot be told apart from its neighbours. */
export interface CsvRow {
  /** The line of the file in which it begins, from 1. */
  readonly line: number
  /** Undefined where a quotation mark is not closed, or text stands behind a closed one. */
  readonly cells: readonly string[] | undefined
  /** How many cells it has; `cells` holds at most `MOST_CELLS` of them. */
  readonly count: number
}

const MOST_CELLS = 1_000
const LONGEST_ROW = 4 * 1024 * 1024
const MOST_BROKEN = 50

const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d]
const SEPARATORS = [0x3b, 0x2c, 0x09]

/**
 * Reads a table as RFC 4180 describes it, with `;`, `,` or tab between cells: whichever the first line has most of.
 * Quoted cells may hold separators, line breaks and doubled quotation marks. Empty lines are left out. A row that
 * cannot be read ends at its first line's end; after 50 of them, or one longer than 4 MB, reading stops. `bytes` is
 * UTF-8. Never throws for a content.
 */
export function* readCsv(bytes: Buffer): Generator<CsvRow> {
  const separator = separatorOf(bytes)
  let [at, line, broken] = [0, 1, 0]
  while (at < bytes.length) {
    const row = readRow(bytes, at, separator)
    if (row === undefined) {
      yield { line, cells: undefined, count: 0 }
      if (++broken === MOST_BROKEN) return
      const next = bytes.indexOf(NEWLINE, at)
      if (next === -1) return
      at = next + 1
      line++
      continue
    }
    if (row.count > 1 || row.cells[0]?.trim() !== '') yield { line, cells: row.cells, count: row.count }
    at = row.end
    line += row.lines
  }
}

const separatorOf = (bytes: Buffer): number => {
  const end = bytes.indexOf(NEWLINE)
  const first = bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, LONGEST_ROW))
  const counts = SEPARATORS.map((separator) =>
    first.reduce((sum, byte) => sum + (byte === separator ? 1 : 0), 0)
  )
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!
}

interface Row {
  readonly cells: readonly string[]
  readonly count: number
  readonly end: number
  readonly lines: number
}

const readRow = (bytes: Buffer, start: number, separator: number): Row | undefined => {
  const cells: string[] = []
  let [at, count, lines] = [start, 0, 1]
  for (;;) {
    const cell = bytes[at] === QUOTE ? readQuoted(bytes, at, start) : readPlain(bytes, at, separator)
    if (cell === undefined) return undefined
    if (++count <= MOST_CELLS) cells.push(cell.text())
    lines += cell.lines
    at = cell.end
    if (at < bytes.length && bytes[at] === separator) at++
    else if (at >= bytes.length || bytes[at] === NEWLINE) return { cells, count, end: at + 1, lines }
    else return undefined
  }
}

interface Cell {
  text(): string
  readonly end: number
  readonly lines: number
}

const readPlain = (bytes: Buffer, start: number, separator: number): Cell => {
  let at = start
  while (at < bytes.length && bytes[at] !== separator && bytes[at] !== NEWLINE) at++
  const last = bytes[at] !== separator && bytes[at - 1] === RETURN && at > start ? at - 1 : at
  return { text: () => bytes.toString('utf8', start, last), end: at, lines: 0 }
}

const readQuoted = (bytes: Buffer, start: number, rowStart: number): Cell | undefined => {
  let doubled = false
  let close = bytes.indexOf(QUOTE, start + 1)
  while (close !== -1 && bytes[close + 1] === QUOTE) {
    doubled = true
    close = bytes.indexOf(QUOTE, close + 2)
  }
  if (close === -1 || close - rowStart > LONGEST_ROW) return undefined
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE, start); at !== -1 && at < close; at = bytes.indexOf(NEWLINE, at + 1))
    lines++
  const end = bytes[close + 1] === RETURN && bytes[close + 2] === NEWLINE ? close + 2 : close + 1
  const text = () => {
    const inside = bytes.toString('utf8', start + 1, close)
    return doubled ? inside.replaceAll('""', '"') : inside
  }
  return { text, end, lines }
}
