/** What a line of the directory's CSV is about: one line is one record. */
export const CSV_RECORDS = ['provider', 'centre', 'service', 'offer'] as const
export type CsvRecord = (typeof CSV_RECORDS)[number]

/**
 * How a cell is written. `text`: as it is. `codes`: separated by a space. `flag`: `yes` or empty.
 * `number`: digits with a point. `day`: ISO 8601. `items`: one on a line of the cell, its parts separated by
 * {@link PART_SEPARATOR}; only the last part may hold the separator itself, empty parts at the end are left out.
 */
export type CsvForm = 'text' | 'codes' | 'flag' | 'number' | 'day' | 'items'

export interface CsvColumn {
  readonly name: string
  readonly form: CsvForm
  /** The records that have it; on the others the cell stays empty. */
  readonly on: readonly CsvRecord[]
  /** The parts of an item, in order. */
  readonly parts?: readonly string[]
}

/** Stands between the parts of an item. */
export const PART_SEPARATOR = ' | '

const all = CSV_RECORDS
const column = (
  name: string,
  form: CsvForm,
  on: readonly CsvRecord[],
  parts?: readonly string[]
): CsvColumn => ({ name, form, on, ...(parts ? { parts } : {}) })

/**
 * The columns of the directory's CSV in the order in which they are written; a reader finds them by name. A file
 * without the column `record` is one of centres. `id` is the entry's id at its source, and `provider_id`,
 * `centre_id`, `service_id` name the ids of other lines.
 */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  column('record', 'text', all),
  column('id', 'text', all),
  column('source', 'text', all),
  column('provider_id', 'text', ['centre', 'service']),
  column('centre_id', 'text', ['offer']),
  column('service_id', 'text', ['offer']),
  column('name', 'text', ['provider', 'centre', 'service']),
  column('description', 'text', all),
  column('programme', 'text', ['service']),
  column('topics', 'codes', ['service']),
  column('situations', 'codes', ['service']),
  column('minimum_age', 'number', ['service']),
  column('maximum_age', 'number', ['service']),
  column('anonymous_possible', 'flag', ['service']),
  column('interpreter_on_request', 'flag', ['service']),
  column('papers_needed', 'codes', ['service']),
  column('papers_note', 'text', ['service']),
  column('languages', 'codes', ['service', 'offer']),
  column('language_days', 'items', ['offer'], ['language', 'weekdays']),
  column('catchment', 'codes', ['service', 'offer']),
  column('visibility', 'text', ['centre']),
  column('street', 'text', ['centre']),
  column('postcode', 'text', ['centre']),
  column('town', 'text', ['centre']),
  column('municipality_key', 'text', ['centre']),
  column('latitude', 'number', ['centre']),
  column('longitude', 'number', ['centre']),
  column('hours_walk_in', 'text', ['offer']),
  column('hours_appointment', 'text', ['offer']),
  column('hours_office', 'text', ['offer']),
  column('by_appointment_only', 'flag', ['offer']),
  column('hours_note', 'text', ['offer']),
  column('closures', 'items', ['centre', 'offer'], ['starts_on', 'ends_on', 'reason', 'note']),
  column('capacity', 'text', ['offer']),
  column('capacity_on', 'day', ['offer']),
  column('phones', 'items', all, ['kind', 'number', 'note']),
  column('email', 'text', all),
  column('website', 'text', ['provider', 'centre', 'service']),
  column('channels', 'items', all, ['kind', 'value', 'note']),
  column('access_note', 'text', ['centre']),
  column('accessibility', 'codes', ['centre']),
  column('accessibility_note', 'text', ['centre']),
  column('accessibility_notes', 'items', ['centre'], ['code', 'note']),
  column('fees_note', 'text', ['service']),
  column('eligibility_note', 'text', ['service']),
  column('application_note', 'text', ['service']),
  column('alert', 'text', ['centre', 'service']),
  column('alert_until', 'day', ['centre', 'service']),
  column('checked_on', 'day', ['centre', 'service']),
  column('checked_by', 'text', ['centre', 'service'])
]
