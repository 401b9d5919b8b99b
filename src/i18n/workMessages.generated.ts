// Generated from messages/work/de.json by scripts/build-messages.ts.
type NoArguments = Record<never, never>

/** Every key of the work texts with the arguments it takes. */
export interface WorkMessages {
  readonly cli_usage: NoArguments
  readonly cli_access_setup: NoArguments
  readonly cli_db_roles: NoArguments
  readonly cli_directory_import: NoArguments
  readonly cli_places_import: NoArguments
  readonly cli_miscalled: { readonly usage: string }
  readonly cli_one_file: NoArguments
  readonly cli_some_file: NoArguments
  readonly cli_file_missing: { readonly file: string }
  readonly cli_file_unreadable: { readonly file: string }
  readonly cli_not_set_up: NoArguments
  readonly access_name_missing: NoArguments
  readonly access_name_long: NoArguments
  readonly access_name_characters: NoArguments
  readonly access_setup_done: { readonly name: string }
  readonly access_setup_demo_database: NoArguments
  readonly access_setup_already: NoArguments
  readonly db_roles_embedded: NoArguments
  readonly places_import_file_empty: { readonly file: string }
  readonly places_import_file_tooLarge: { readonly file: string }
  readonly places_import_file_notUtf8: { readonly file: string }
  readonly places_import_file_containsNul: { readonly file: string }
  readonly places_import_file_unknownColumns: { readonly file: string }
  readonly places_import_line_tooManyColumns: NoArguments
  readonly places_import_line_tooLong: { readonly most: string }
  readonly places_import_line_unclosedQuote: NoArguments
  readonly places_import_line_missing: NoArguments
  readonly places_import_line_notAKey: { readonly value: string }
  readonly places_import_line_notAPostcode: { readonly value: string }
  readonly places_import_line_notANumber: { readonly value: string }
  readonly places_import_line_outsideGermany: { readonly value: string }
  readonly places_import_line_notAName: { readonly value: string }
  readonly places_import_line_otherCounty: { readonly county: string }
  readonly places_import_line_unknownCounty: { readonly value: string }
  readonly places_import_line_unknownPostcode: { readonly value: string }
  readonly places_import_line_farAway: { readonly km: string }
  readonly places_import_line_duplicate: { readonly value: string }
  readonly places_import_line: { readonly field: string; readonly line: string; readonly why: string }
  readonly places_import_done_postcodes: { readonly imported: number; readonly refused: number }
  readonly places_import_done_municipalities: { readonly imported: number; readonly refused: number }
  readonly directory_import_outcome_imported: NoArguments
  readonly directory_import_outcome_updated: NoArguments
  readonly directory_import_outcome_unchanged: NoArguments
  readonly directory_import_outcome_refused: NoArguments
  readonly directory_import_did: { readonly imported: string; readonly refused: string; readonly unchanged: string; readonly updated: string }
  readonly directory_import_would: { readonly imported: string; readonly refused: string; readonly unchanged: string; readonly updated: string }
}
