// Generated from messages/work/de.json by scripts/build-messages.ts.
type NoArguments = Record<never, never>

/** Every key of the work texts with the arguments it takes. */
export interface WorkMessages {
  readonly cli_usage_title: NoArguments
}
