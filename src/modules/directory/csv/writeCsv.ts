import { CSV_COLUMNS, PART_SEPARATOR } from './csvColumns.ts'
import { csvCell } from '#platform/csv/csvCell.ts'

/** The values of one line by column; what is null or missing stays empty. */
export type CsvLine = Readonly<Record<string, CsvValue>>
export type CsvValue =
  string | number | boolean | null | undefined | readonly string[] | readonly (readonly (string | null)[])[]

/** The lines as UTF-8 text with a byte order mark, `,` between cells and CRLF after each line (RFC 4180). */
export const writeCsv = (lines: readonly CsvLine[]): string => {
  const rows = [
    CSV_COLUMNS.map(({ name }) => name),
    ...lines.map((line) => CSV_COLUMNS.map(({ name }) => cellText(line[name])))
  ]
  return `\uFEFF${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
}

const cellText = (value: CsvValue): string => {
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return 'yes'
  if (typeof value !== 'object') return String(value)
  const items = value.map((item) => (typeof item === 'string' ? item : partsText(item)))
  return items.join(value.some((item) => typeof item !== 'string') ? '\n' : ' ')
}

const partsText = (parts: readonly (string | null)[]) => {
  const known = parts.findLastIndex((part) => part !== null && part !== '')
  return parts
    .slice(0, known + 1)
    .map((part) => (part ?? '').replace(/\s*\n\s*/g, ' '))
    .join(PART_SEPARATOR)
}
