/** The kinds of records an import knows, in the words of HSDS; `file` is a file as a whole. */
export type ImportKind =
  'organization' | 'location' | 'service' | 'service_at_location' | 'taxonomy' | 'unknown' | 'file'

/** Why a record was refused, or what was noticed about one that was taken: keys of `messages/work`. */
export const IMPORT_REASONS = [
  'directory_import_not_utf8',
  'directory_import_packed',
  'directory_import_not_json',
  'directory_import_truncated',
  'directory_import_too_deep',
  'directory_import_too_large',
  'directory_import_record_too_large',
  'directory_import_too_many_records',
  'directory_import_repeated_name',
  'directory_import_csv_broken',
  'directory_import_csv_no_columns',
  'directory_import_csv_column_unknown',
  'directory_import_csv_column_twice',
  'directory_import_csv_too_many_columns',
  'directory_import_csv_cells',
  'directory_import_csv_not_on_record',
  'directory_import_csv_parts',
  'directory_import_empty_file',
  'directory_import_no_record',
  'directory_import_unknown_shape',
  'directory_import_taxonomy',
  'directory_import_forbidden_key',
  'directory_import_missing',
  'directory_import_not_text',
  'directory_import_not_number',
  'directory_import_not_list',
  'directory_import_not_object',
  'directory_import_too_long',
  'directory_import_too_many',
  'directory_import_broken_text',
  'directory_import_not_url',
  'directory_import_not_email',
  'directory_import_not_phone',
  'directory_import_not_date',
  'directory_import_not_language',
  'directory_import_out_of_range',
  'directory_import_unknown_code',
  'directory_import_several_programmes',
  'directory_import_several_codes',
  'directory_import_papers_contradict',
  'directory_import_closure_without_day',
  'directory_import_closure_past',
  'directory_import_not_weekdays',
  'directory_import_not_flag',
  'directory_import_ages_reversed',
  'directory_import_half_position',
  'directory_import_provider_missing',
  'directory_import_service_missing',
  'directory_import_centre_missing',
  'directory_import_repeated',
  'directory_import_repeated_differs',
  'directory_import_hours_not_understood',
  'directory_import_hours_please_call',
  'directory_import_hours_past',
  'directory_import_language_without_code',
  'directory_import_position_approximate',
  'directory_import_position_left_out',
  'directory_import_position_off_globe',
  'directory_import_no_centre',
  'directory_import_missing_from_source',
  'directory_import_archive_withheld'
] as const
export type ImportReason = (typeof IMPORT_REASONS)[number]

/** One remark: which member of the record, why, and the values its sentence names. */
export interface ImportFinding {
  /** Path inside the record, such as `addresses[0].city`; empty for the record as a whole. */
  readonly field: string
  readonly reason: ImportReason
  readonly params: Readonly<Record<string, string | number>>
}

export type ImportOutcome = 'imported' | 'updated' | 'unchanged' | 'refused' | 'archived'

/** What became of one record. A refused one has the reasons in `findings`; otherwise they are remarks. */
export interface DirectoryImportLine {
  readonly file: string
  /** JSON path of the record's first place in the file, such as `$.contents[3]`; empty for a line of a table. */
  readonly path: string
  /** The line of the file in which it begins, from 1; null for what no file says. */
  readonly line: number | null
  readonly kind: ImportKind
  readonly externalId: string | null
  readonly outcome: ImportOutcome
  readonly findings: readonly ImportFinding[]
}

/** The whole run: lines for its records and the sums of their outcomes. */
export interface DirectoryImportReport {
  readonly dryRun: boolean
  /** At most 5,000 lines, and 5,000 more of records that were taken without a remark. */
  readonly lines: readonly DirectoryImportLine[]
  /** How many refused or remarked-on records have no line because there are too many. */
  readonly withheld: number
  readonly counts: Readonly<Record<ImportOutcome, number>>
}

/** How far a run has come: records read, then records written out of all that were found. */
export interface ImportProgress {
  readonly step: 'reading' | 'saving'
  readonly done: number
  readonly all: number
}
