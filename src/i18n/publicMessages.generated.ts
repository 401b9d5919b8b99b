// Generated from messages/public/de.json by scripts/build-messages.ts.
type NoArguments = Record<never, never>

/** Every key of the public texts with the arguments it takes. */
export interface PublicMessages {
  readonly site_name: NoArguments
}
