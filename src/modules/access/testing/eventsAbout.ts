import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { queryAsOwner } from '#testing/testDatabase.ts'

/** What the audit tells of a record, oldest first. */
export const eventsAbout = async (owner: OwnerConnection, record: string): Promise<readonly string[]> => {
  const { rows } = await queryAsOwner<{ event: string }>(
    owner,
    'SELECT event FROM access_audit_event WHERE record_id = $1 ORDER BY position',
    [record]
  )
  return rows.map(({ event }) => event)
}
