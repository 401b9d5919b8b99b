import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'

/** Writes down that a backup was completed, in place of the one before; one that is older than it changes nothing. */
export const noteBackup = async (
  tx: Tx,
  { takenAt, contentBytes, keyBytes }: { takenAt: Temporal.Instant; contentBytes: number; keyBytes: number }
): Promise<void> => {
  await sql`INSERT INTO platform_backup AS last (taken_at, content_bytes, key_bytes)
    VALUES (${takenAt.toString()}::timestamptz, ${contentBytes}, ${keyBytes})
    ON CONFLICT (only_one) DO UPDATE SET taken_at = excluded.taken_at, content_bytes = excluded.content_bytes,
      key_bytes = excluded.key_bytes WHERE last.taken_at <= excluded.taken_at`.execute(tx)
}
