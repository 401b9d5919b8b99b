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
}
