import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { CSV_COLUMNS, PART_SEPARATOR, type CsvColumn, type CsvRecord } from '../../csv/csvColumns.ts'
import type { RecordKind } from './collectRecords.ts'
import { weekdaysOf } from './contents.ts'

/** The filled cells of one line, by column. */
export type Line = Map<string, string>
type Json = Record<string, unknown>

/** What a line says, as a record in HSDS's words, and the columns its lists came from. */
export interface LineRecord {
  readonly kind: RecordKind
  readonly json: Json
  readonly nested: boolean
  readonly columns: ColumnsOfLists
}

/** For each item of these lists the column that said it. */
export interface ColumnsOfLists {
  readonly attributes: readonly string[]
  readonly schedules: readonly string[]
}

/** A cell that cannot be read. */
export class CsvFault extends Error {
  readonly finding: ImportFinding
  constructor(field: string, reason: ImportReason, params: ImportFinding['params'] = {}) {
    super(reason)
    this.finding = { field, reason, params }
  }
}

export const KINDS_OF_LINES: Readonly<Record<CsvRecord, RecordKind>> = {
  provider: 'organization',
  centre: 'location',
  service: 'service',
  offer: 'service_at_location'
}

/** Columns of a file of centres that the export never writes: names instead of lines of their own. */
export const READ_ONLY_COLUMNS = ['provider_name', 'service_name'] as const

const columns: ReadonlyMap<string, CsvColumn> = new Map(CSV_COLUMNS.map((column) => [column.name, column]))

/**
 * The records of one line: itself; in a file of centres also its provider, where `provider_name` names one, and a
 * service of the same id offered there, where any column of services or offers is filled.
 * @throws CsvFault for a cell that cannot be read.
 */
export const recordOfLine = (line: Line, record: CsvRecord, perLine: boolean): LineRecord[] => {
  if (perLine) {
    refuseForeignCells(line, record)
    return [readRecord(line, record, false)]
  }
  const provider = line.get('provider_id') ?? line.get('provider_name')
  const found: LineRecord[] = []
  if (line.has('provider_name')) {
    const json = { id: provider, name: line.get('provider_name') }
    found.push({ kind: 'organization', json, nested: true, columns: { attributes: [], schedules: [] } })
  }
  const own = new Map(line)
  if (provider !== undefined) own.set('provider_id', provider)
  found.push(readRecord(own, 'centre', false))
  return offersSomething(line) ? [...found, ...offerOfCentre(own)] : found
}

const refuseForeignCells = (line: Line, record: CsvRecord) => {
  for (const name of line.keys())
    if (columns.get(name)?.on.includes(record) === false)
      throw new CsvFault(name, 'directory_import_csv_not_on_record', { record })
}

const offersSomething = (line: Line) =>
  [...line.keys()].some(
    (name) => name === 'service_name' || columns.get(name)?.on.includes('centre') === false
  )

const offerOfCentre = (line: Line): LineRecord[] => {
  const shared = new Map([...line].filter(([name]) => !columns.get(name)?.on.includes('centre')))
  const id = line.get('id') ?? ''
  const name = line.get('service_name') ?? line.get('name') ?? ''
  const service = new Map([
    ...shared,
    ['id', id],
    ['name', name],
    ['provider_id', line.get('provider_id') ?? '']
  ])
  for (const only of ['hours_note', 'language_days']) service.delete(only)
  const offer = new Map([...shared, ['id', id], ['centre_id', id], ['service_id', id]])
  for (const only of ['languages', 'catchment']) offer.delete(only)
  if (line.has('language_days') && line.has('languages')) offer.set('languages', line.get('languages')!)
  return [readRecord(service, 'service', true), readRecord(offer, 'offer', true)]
}

/** Writes one record's members. */
class Writer {
  readonly line: Line
  readonly attributes: Json[] = []
  readonly schedules: Json[] = []
  readonly from: { attributes: string[]; schedules: string[] } = { attributes: [], schedules: [] }
  constructor(line: Line) {
    this.line = line
  }

  attribute(column: string, taxonomy: string, code: string, value?: string, label?: string) {
    this.attributes.push({ taxonomy_term: { code, taxonomy: `anlaufstelle:${taxonomy}` }, value, label })
    this.from.attributes.push(column)
  }

  codes(column: string, taxonomy: string) {
    for (const code of codesIn(this.line.get(column))) this.attribute(column, taxonomy, code)
  }

  flag(column: string, code: string) {
    if (isYes(column, this.line.get(column))) this.attribute(column, 'access', code)
  }

  schedule(column: string, kind: string, member: 'description' | 'notes') {
    const text = this.line.get(column)
    if (text === undefined) return
    this.schedules.push({ attending_type: kind, [member]: text })
    this.from.schedules.push(column)
  }
}

const readRecord = (line: Line, record: CsvRecord, nested: boolean): LineRecord => {
  const writer = new Writer(line)
  const json = { id: line.get('id'), ...shared(writer), ...MEMBERS[record](writer) }
  return {
    kind: KINDS_OF_LINES[record],
    json: { ...json, attributes: writer.attributes, schedules: writer.schedules },
    nested,
    columns: writer.from
  }
}

const shared = (writer: Writer): Json => {
  for (const [kind = '', value, note] of itemsIn(writer.line, 'channels'))
    writer.attribute('channels', 'channel', kind, value, note)
  const { line } = writer
  return {
    name: line.get('name'),
    description: line.get('description'),
    phones: itemsIn(line, 'phones', 1).map((parts) =>
      parts.length === 1 ? { number: parts[0] } : { type: parts[0], number: parts[1], description: parts[2] }
    )
  }
}

const MEMBERS: Readonly<Record<CsvRecord, (writer: Writer) => Json>> = {
  provider: ({ line }) => ({ email: line.get('email'), website: line.get('website') }),
  centre: (writer) => {
    const { line } = writer
    if (line.has('visibility')) writer.attribute('visibility', 'visibility', line.get('visibility')!.trim())
    const notes = new Map(itemsIn(line, 'accessibility_notes').map(([code = '', note]) => [code, note]))
    for (const code of new Set([...codesIn(line.get('accessibility')), ...notes.keys()]))
      writer.attribute('accessibility', 'accessibility', code, undefined, notes.get(code))
    writeClosures(writer)
    writeChecked(writer)
    const key = line.get('municipality_key')
    if (key !== undefined && !/^\s*\d{8}\s*$/.test(key))
      throw new CsvFault('municipality_key', 'directory_import_unknown_code', { code: shortened(key) })
    return {
      organization_id: line.get('provider_id'),
      url: line.get('website'),
      contacts: contactsOf(line),
      transportation: line.get('access_note'),
      accessibility: [{ description: line.get('accessibility_note') }],
      alert: line.get('alert'),
      assured_date: dayIn(line, 'checked_on'),
      latitude: numberIn(line, 'latitude'),
      longitude: numberIn(line, 'longitude'),
      external_identifier: key?.trim(),
      external_identifier_type: key === undefined ? undefined : 'urn:de:ags',
      addresses: [
        { address_1: line.get('street'), postal_code: line.get('postcode'), city: line.get('town') }
      ]
    }
  },
  service: (writer) => {
    const { line } = writer
    writer.codes('programme', 'programme')
    writer.codes('topics', 'topic')
    writer.codes('situations', 'situation')
    writer.codes('papers_needed', 'papers')
    writer.flag('anonymous_possible', 'anonymous')
    writer.flag('interpreter_on_request', 'interpreter')
    writeChecked(writer)
    return {
      status: 'active',
      organization_id: line.get('provider_id'),
      email: line.get('email'),
      url: line.get('website'),
      minimum_age: line.get('minimum_age'),
      maximum_age: line.get('maximum_age'),
      languages: codesIn(line.get('languages')).map((code) => ({ code })),
      service_areas: areasIn(line),
      fees_description: line.get('fees_note'),
      eligibility_description: line.get('eligibility_note'),
      application_process: line.get('application_note'),
      required_documents: [{ document: line.get('papers_note') }],
      alert: line.get('alert'),
      assured_date: dayIn(line, 'checked_on')
    }
  },
  offer: (writer) => {
    const { line } = writer
    writer.flag('by_appointment_only', 'by-appointment')
    if (line.has('capacity'))
      writer.attribute('capacity', 'capacity', line.get('capacity')!.trim(), dayIn(line, 'capacity_on'))
    writeClosures(writer)
    writer.schedule('hours_walk_in', 'walk-in', 'description')
    writer.schedule('hours_appointment', 'appointment', 'description')
    writer.schedule('hours_office', 'office', 'description')
    writer.schedule('hours_note', 'note', 'notes')
    return {
      service_id: line.get('service_id'),
      location_id: line.get('centre_id'),
      contacts: contactsOf(line),
      service_areas: areasIn(line),
      languages: languagesIn(line)
    }
  }
}

const writeClosures = (writer: Writer) => {
  for (const [first = '', last = '', reason, note] of itemsIn(writer.line, 'closures'))
    writer.attribute(
      'closures',
      'closure',
      reason || 'other',
      `${isoDay(first)}/${last.trim() === '' ? '..' : isoDay(last)}`,
      note
    )
}

const writeChecked = (writer: Writer) => {
  writer.codes('checked_by', 'checked-by')
  const until = dayIn(writer.line, 'alert_until')
  if (until !== undefined) writer.attribute('alert_until', 'notice', 'alert-until', until)
}

const contactsOf = (line: Line) => (line.has('email') ? [{ email: line.get('email') }] : [])

const MOST_ITEMS = 500

/** At most a few more codes than a list may have: enough for the list to be refused, whatever stands in the cell. */
const codesIn = (cell: string | undefined) =>
  (cell ?? '').split(/[\s,;]+/, MOST_ITEMS + 3).filter((code) => code !== '')

const itemsIn = (line: Line, name: string, least = 2): string[][] => {
  const most = columns.get(name)?.parts?.length ?? 2
  const items = (line.get(name) ?? '').split(/\r?\n/).filter((item) => item.trim() !== '')
  if (items.length > MOST_ITEMS) throw new CsvFault(name, 'directory_import_too_many')
  return items.map((item) => {
    const parts = item.split(PART_SEPARATOR)
    if (parts.length < least) throw new CsvFault(name, 'directory_import_csv_parts', { parts: partsOf(name) })
    const last = parts.slice(most - 1).join(PART_SEPARATOR)
    return [...parts.slice(0, most - 1), ...(parts.length >= most ? [last] : [])]
  })
}

const partsOf = (name: string) => (columns.get(name)?.parts ?? []).join(PART_SEPARATOR)

const YES = new Set(['yes', 'ja', 'true', 'x', '1'])
const NO = new Set(['', 'no', 'nein', 'false', '0'])

const isYes = (name: string, cell = ''): boolean => {
  const word = cell.trim().toLowerCase()
  if (!YES.has(word) && !NO.has(word)) throw new CsvFault(name, 'directory_import_not_flag')
  return YES.has(word)
}

/** Spreadsheets set to German write a comma. */
const numberIn = (line: Line, name: string) => line.get(name)?.trim().replace(',', '.')

const dayIn = (line: Line, name: string) => (line.has(name) ? isoDay(line.get(name)!) : undefined)

/** `24.11.2026` as ISO 8601; everything else is left to the check of days. */
const isoDay = (cell: string) =>
  cell
    .trim()
    .replace(
      /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
      (_all, day: string, month: string, year: string) =>
        `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    )

const areasIn = (line: Line) =>
  codesIn(line.get('catchment')).map((key) => {
    if (!/^(\d{2}|\d{5}|\d{8})$/.test(key))
      throw new CsvFault('catchment', 'directory_import_unknown_code', { code: shortened(key) })
    return { uri: `urn:de:ags:${key}` }
  })

const languagesIn = (line: Line) => {
  const days = new Map(
    itemsIn(line, 'language_days').map(([code = '', weekdays = '']) => [code.trim(), weekdays])
  )
  for (const weekdays of days.values())
    if (weekdaysOf(weekdays) === undefined)
      throw new CsvFault('language_days', 'directory_import_not_weekdays')
  const codes = new Set([...codesIn(line.get('languages')), ...days.keys()])
  return [...codes].map((code) => ({ code, note: days.get(code) }))
}

const shortened = (text: string) => text.slice(0, 60).toWellFormed().replaceAll('\u0000', '\uFFFD')

/** The column that a member of a record came from, for people who see the table and not the record. */
export const columnOf = (kind: RecordKind, field: string, from: ColumnsOfLists): string => {
  const [, list, index] = /^(?:service\.|location\.)?(attributes|schedules)(?:\[(\d+)\])?/.exec(field) ?? []
  if (list !== undefined && index !== undefined)
    return from[list as keyof ColumnsOfLists][Number(index)] ?? field
  const root = field.replace(/\[.*$/, '').replace(/\..*$/, '')
  if (root === 'addresses') return ADDRESS[field.replace(/^.*\./, '')] ?? 'street'
  return (kind === 'organization' ? undefined : NAMES[root]) ?? NAMES_OF_ALL[root] ?? field
}

const ADDRESS: Readonly<Record<string, string>> = {
  address_1: 'street',
  postal_code: 'postcode',
  city: 'town'
}
const NAMES_OF_ALL: Readonly<Record<string, string>> = { phones: 'phones', contacts: 'email' }
const NAMES: Readonly<Record<string, string>> = {
  organization_id: 'provider_id',
  location_id: 'centre_id',
  url: 'website',
  transportation: 'access_note',
  accessibility: 'accessibility_note',
  assured_date: 'checked_on',
  external_identifier: 'municipality_key',
  languages: 'languages',
  service_areas: 'catchment',
  fees_description: 'fees_note',
  eligibility_description: 'eligibility_note',
  application_process: 'application_note',
  required_documents: 'papers_note'
}
