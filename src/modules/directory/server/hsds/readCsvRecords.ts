import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { unprotectCell } from '#platform/csv/csvCell.ts'
import { CSV_COLUMNS, CSV_RECORDS } from '../../csv/csvColumns.ts'
import { readCsv, type CsvRow } from '#platform/csv/readCsv.ts'
import type { Finder, Place, RecordKind } from './collectRecords.ts'
import {
  CsvFault,
  recordOfLine,
  KINDS_OF_LINES,
  READ_ONLY_COLUMNS,
  type Line,
  type LineRecord
} from './csvLines.ts'

/** True for a file that is read as a table: by its name, unless its first sign says that it is JSON. */
export const isCsv = (name: string, bytes: Buffer): boolean =>
  /\.(csv|tsv|txt)$/i.test(name) && !/^\s*[[{]/.test(bytes.toString('latin1', 0, 100))

const MOST_ROWS = 250_000
const MOST_COLUMNS = 200

/** Headings that people write, and the column each means. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  art: 'record',
  kennung: 'id',
  bezeichnung: 'name',
  beschreibung: 'description',
  träger: 'provider_name',
  programm: 'programme',
  sprachen: 'languages',
  straße: 'street',
  strasse: 'street',
  plz: 'postcode',
  postleitzahl: 'postcode',
  ort: 'town',
  breite: 'latitude',
  länge: 'longitude',
  telefon: 'phones',
  'e-mail': 'email',
  mail: 'email',
  internet: 'website',
  webseite: 'website',
  sprechzeiten: 'hours_walk_in',
  öffnungszeiten: 'hours_walk_in',
  opening_hours: 'hours_walk_in'
}

const KNOWN: ReadonlySet<string> = new Set([...CSV_COLUMNS.map(({ name }) => name), ...READ_ONLY_COLUMNS])

interface Columns {
  /** Undefined: a column that is not read. */
  readonly names: readonly (string | undefined)[]
  readonly remarks: readonly ImportFinding[]
  readonly perLine: boolean
}

/**
 * Reads the directory's CSV (UTF-8, `;`, `,` or tab) line by line as records. A file without the column `record` is
 * one of centres, whose lines may also say what is offered there. A line that cannot be read is a fault of its own.
 */
export const readCsvRecords = (file: string, bytes: Buffer, finder: Finder): void => {
  let columns: Columns | undefined
  let rows = 0
  for (const row of readCsv(bytes)) {
    const place: Place = { file, path: '', line: row.line }
    if (columns === undefined) {
      const read = readHeader(row)
      if ('reason' in read) return finder.fault({ ...place, kind: 'file', externalId: null, finding: read })
      columns = read
    } else if (++rows > MOST_ROWS) {
      const finding = {
        field: '',
        reason: 'directory_import_too_many_records',
        params: { most: MOST_ROWS }
      } as const
      return finder.fault({ ...place, kind: 'file', externalId: null, finding })
    } else readLine(row, place, columns, rows === 1 ? columns.remarks : [], finder)
  }
  if (rows === 0) {
    const finding = { field: '', reason: 'directory_import_no_record', params: {} } as const
    finder.fault({ file, path: '', line: 1, kind: 'file', externalId: null, finding })
  }
}

const headerFault = (
  reason: ImportReason,
  params: ImportFinding['params'] = {},
  field = ''
): ImportFinding => ({
  field,
  reason,
  params
})

const readHeader = ({ cells, count }: CsvRow): Columns | ImportFinding => {
  if (cells === undefined) return headerFault('directory_import_csv_broken')
  if (count > MOST_COLUMNS)
    return headerFault('directory_import_csv_too_many_columns', { count, most: MOST_COLUMNS })
  const remarks: ImportFinding[] = []
  const names = cells.map((cell) => {
    const heading = unprotectCell(cell).normalize('NFC').trim().toLowerCase().replace(/\s+/g, '_')
    const name = Object.hasOwn(OTHER_NAMES, heading) ? OTHER_NAMES[heading] : heading
    if (name !== undefined && KNOWN.has(name)) return name
    if (heading !== '')
      remarks.push(headerFault('directory_import_csv_column_unknown', { column: wellFormed(heading) }))
    return undefined
  })
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) !== index)
  if (twice !== undefined) return headerFault('directory_import_csv_column_twice', { column: twice }, twice)
  const perLine = names.includes('record')
  if (!names.includes('id') || !(perLine || names.includes('name')))
    return headerFault('directory_import_csv_no_columns')
  return { names, remarks: remarks.slice(0, MOST_REMARKS), perLine }
}

const MOST_REMARKS = 20
const wellFormed = (text: string) => text.slice(0, 60).toWellFormed().replaceAll('\u0000', '\uFFFD')

const readLine = (
  { cells, count }: CsvRow,
  place: Place,
  { names, perLine }: Columns,
  remarks: readonly ImportFinding[],
  finder: Finder
) => {
  const fault = (finding: ImportFinding, id: string | null = null) =>
    finder.fault({ ...place, kind: 'unknown', externalId: id, finding })
  if (cells === undefined) return fault(headerFault('directory_import_csv_broken'))
  if (count !== names.length)
    return fault(headerFault('directory_import_csv_cells', { count, columns: names.length }))
  const line: Line = new Map()
  names.forEach((name, index) => {
    const text = unprotectCell(cells[index]!)
    if (name !== undefined && text.trim() !== '') line.set(name, text)
  })
  const said = perLine ? (line.get('record') ?? '').trim().toLowerCase() : 'centre'
  const record = CSV_RECORDS.find((known) => known === said)
  if (record === undefined)
    return fault(
      perLine && said === ''
        ? headerFault('directory_import_missing', {}, 'record')
        : headerFault('directory_import_unknown_code', { code: wellFormed(said) }, 'record')
    )
  passOn(() => recordOfLine(line, record, perLine), { ...place, remarks }, finder, {
    kind: KINDS_OF_LINES[record],
    id: line.get('id') ?? null
  })
}

const passOn = (
  read: () => readonly LineRecord[],
  { remarks, ...place }: Place & { readonly remarks: readonly ImportFinding[] },
  finder: Finder,
  { kind, id }: { readonly kind: RecordKind; readonly id: string | null }
) => {
  try {
    for (const found of read()) finder.record({ ...found, ...place, ...(found.nested ? {} : { remarks }) })
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault
    finder.fault({ ...place, kind, externalId: id === null ? null : wellFormed(id), finding: fault.finding })
  }
}
