/** Why a whole file is not read; each is the end of a message key `places_import_file_…`. */
export type FileRefusal = 'empty' | 'tooLarge' | 'notUtf8' | 'containsNul' | 'unknownColumns'

/** Why one line is not imported; each is the end of a message key `places_import_line_…`. */
export type LineReason =
  | 'tooManyColumns'
  | 'tooLong'
  | 'unclosedQuote'
  | 'missing'
  | 'notAKey'
  | 'notAPostcode'
  | 'notANumber'
  | 'outsideGermany'
  | 'notAName'
  | 'otherCounty'
  | 'unknownCounty'
  | 'unknownPostcode'
  | 'farAway'
  | 'duplicate'

/** A line that was left out, and why. */
export interface LineRefusal {
  /** Counted from 1, the header included, as a spreadsheet shows it. */
  readonly line: number
  /** Name of the column; '' where the line as a whole is refused. */
  readonly field: string
  readonly reason: LineReason
  /** What the message names: the value as it stood there (cut to 40 characters), a limit, a distance in km. */
  readonly params: Readonly<Record<string, string | number>>
}

export interface ImportReport {
  readonly kind: 'postcodes' | 'municipalities'
  /** Lines whose content is in the database now. */
  readonly imported: number
  readonly refused: readonly LineRefusal[]
}
