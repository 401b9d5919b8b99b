import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { FileRefusal, LineRefusal } from './importReport.ts'

const LARGEST_FILE_BYTES = 20_000_000
const LONGEST_LINE = 2_000

/** Column names accepted in a header, and the field they mean. A nameless first column is the postcode (pandas). */
const FIELDS: Readonly<Record<string, ImportField>> = {
  '': 'postcode',
  plz: 'postcode',
  postcode: 'postcode',
  lat: 'latitude',
  latitude: 'latitude',
  lng: 'longitude',
  lon: 'longitude',
  longitude: 'longitude',
  ags: 'key',
  name: 'name',
  county_key: 'county',
  population: 'population'
}

export type ImportField = 'postcode' | 'latitude' | 'longitude' | 'key' | 'name' | 'county' | 'population'

export interface ImportLine {
  /** Counted from 1, the header included. */
  readonly line: number
  /** Trimmed; '' where the line has no such cell. */
  readonly cells: Readonly<Partial<Record<ImportField, string>>>
}

export interface ImportTable {
  readonly kind: 'postcodes' | 'municipalities'
  readonly lines: readonly ImportLine[]
  /** Lines that could not be split into cells. */
  readonly refused: readonly LineRefusal[]
}

/** Splits a line at the separator; cells may stand in double quotes. Nothing when a quote is never closed. */
function splitLine(line: string, separator: string): string[] | undefined {
  if (!line.includes('"')) return line.split(separator)
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index)
    if (character === '"' && quoted && line.charAt(index + 1) === '"') {
      cell += '"'
      index += 1
    } else if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return quoted ? undefined : [...cells, cell]
}

function decode(bytes: Uint8Array): Outcome<string, FileRefusal> {
  if (bytes.length > LARGEST_FILE_BYTES) return refuse('tooLarge')
  if (bytes.includes(0)) return refuse('containsNul')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() === '' ? refuse('empty') : done(text)
  } catch {
    return refuse('notUtf8')
  }
}

interface Header {
  readonly kind: ImportTable['kind']
  readonly separator: string
  readonly fields: readonly ImportField[]
}

function readHeader(line: string): Header | undefined {
  if (line.length > LONGEST_LINE) return undefined
  const separator = line.includes(';') ? ';' : ','
  const names = splitLine(line, separator)?.map((name) => name.trim().toLowerCase()) ?? []
  const fields = names.flatMap((name) => FIELDS[name] ?? [])
  if (fields.length !== names.length || new Set(fields).size !== fields.length) return undefined
  const sorted = fields
    .filter((field) => field !== 'population')
    .toSorted()
    .join()
  if (sorted === 'latitude,longitude,postcode') return { kind: 'postcodes', separator, fields }
  return sorted === 'county,key,latitude,longitude,name'
    ? { kind: 'municipalities', separator, fields }
    : undefined
}

function readLine(text: string, line: number, { separator, fields }: Header): ImportLine | LineRefusal {
  const whole = { line, field: '' }
  if (text.length > LONGEST_LINE) return { ...whole, reason: 'tooLong', params: { most: LONGEST_LINE } }
  const cells = splitLine(text, separator)
  if (cells === undefined) return { ...whole, reason: 'unclosedQuote', params: {} }
  if (cells.length > fields.length)
    return { ...whole, reason: 'tooManyColumns', params: { most: fields.length } }
  const named = fields.map((field, index) => [field, (cells[index] ?? '').trim()] as const)
  return { line, cells: Object.fromEntries(named) }
}

/**
 * Reads a CSV file of postcode coordinates (`plz,lat,lng`) or of municipalities
 * (`ags;name;county_key;latitude;longitude[;population]`): UTF-8 with or without BOM, `;` or `,`, columns in any order.
 * Refuses a file that is empty, over 20 MB, not UTF-8, holds a NUL, or whose header is neither of the two.
 */
export function readImportTable(bytes: Uint8Array): Outcome<ImportTable, FileRefusal> {
  const text = decode(bytes)
  if (!text.done) return text
  const [first = '', ...rest] = text.value.split(/\r\n|\n|\r/)
  const header = readHeader(first)
  if (header === undefined) return refuse('unknownColumns')
  const read = rest.flatMap((line, index) => (line.trim() === '' ? [] : readLine(line, index + 2, header)))
  return done({
    kind: header.kind,
    lines: read.filter((line) => 'cells' in line),
    refused: read.filter((line) => 'reason' in line)
  })
}
