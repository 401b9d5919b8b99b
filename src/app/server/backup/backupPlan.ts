import type { TableShape } from '#platform/db/server/copyTables.ts'

/**
 * Tables that open what is sealed. They lie in an archive of their own that lives 30 days: what was erased by destroying
 * its key cannot be opened any more, whatever older archives of content hold.
 */
export const KEY_TABLES: readonly string[] = [
  'access_user_key',
  'access_user_key_wrap',
  'access_team_key',
  'access_team_key_wrap',
  'access_team_key_half',
  'access_record_key'
]

/** Tables that no backup holds, and why. The schema of the job queue, which belongs to the mails, is left out with them. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  access_session: 'sign-ins of at most twelve hours: whoever has a restored installation signs in anew',
  access_draft: 'of at most 24 hours, sealed to their writer',
  access_recovery_release: 'of at most 24 hours, sealed to a recovery holder',
  access_passkey_challenge: 'good for five minutes, with a session',
  access_used_sign_on: 'good for ten minutes',
  access_entry: 'one-time addresses of a day or less: they would hold again after they were used',
  access_delay: 'wrong attempts of a day',
  platform_outbox:
    'mails: those that were sent meanwhile would be sent twice, and none can be opened without server.key',
  platform_server_held:
    'opened with server.key alone, for hours or days: what it was kept for would happen twice',
  directory_open_interval: 'computed anew at the start',
  platform_backup: 'says when this very backup was taken'
}

/** Which tables go into which archive: every table that is not left out by name. */
export const planBackup = (
  tables: readonly TableShape[]
): { readonly content: readonly TableShape[]; readonly keys: readonly TableShape[] } => {
  const kept = tables.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name))
  return {
    content: kept.filter(({ name }) => !KEY_TABLES.includes(name)),
    keys: kept.filter(({ name }) => KEY_TABLES.includes(name))
  }
}
