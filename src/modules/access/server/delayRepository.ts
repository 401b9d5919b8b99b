import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import { ATTEMPTS_FORGOTTEN_AFTER, delayAfter, LONGEST_DELAY } from '../signInRules.ts'
import type { AccessTables } from './tables.ts'
import { HOUR, later } from './times.ts'

/** What became of the wish to try: the number of the attempt, or the seconds to wait first. */
export type Attempt = { readonly failures: number } | { readonly seconds: number }

/**
 * Counts an attempt as wrong before it is looked at, so that many at once are counted one by one; what was right is
 * given back. While an account is slowed down nothing is counted and nothing becomes slower. A next attempt farther off
 * than the longest delay comes from a clock that has jumped, and does not bind; nor does one no later than the last
 * attempt, for attempts at the same moment reach the database in another order than that of their times.
 */
export const takeAttempt = async (tx: Tx, key: Buffer, now: Date): Promise<Attempt> => {
  const db = tx.$extendTables<AccessTables>()
  const known = await db
    .insertInto('access_delay')
    .values({ key, organisation_id: ownOrganisation(), failures: 0, last_at: now, next_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ organisation_id: ownOrganisation() }))
    .returning(['failures', 'last_at', 'next_at'])
    .executeTakeFirstOrThrow()
  const wait = Math.ceil((known.next_at.getTime() - now.getTime()) / 1000)
  const delayed = known.next_at > known.last_at
  if (delayed && wait > 0 && wait <= LONGEST_DELAY) return { seconds: wait }
  const forgotten = later(known.last_at, ATTEMPTS_FORGOTTEN_AFTER * HOUR) <= now
  const failures = (forgotten ? 0 : known.failures) + 1
  await db
    .updateTable('access_delay')
    .set({ failures, last_at: now, next_at: later(now, delayAfter(failures) * 1000) })
    .where('key', '=', key)
    .execute()
  return { failures }
}

/** Takes back an attempt that was not wrong. The delay after it falls unless others have been counted since. */
export const giveBackAttempt = (tx: Tx, key: Buffer, failures: number): Promise<unknown> =>
  tx
    .$extendTables<AccessTables>()
    .updateTable('access_delay')
    .set({
      failures: sql<number>`greatest(failures - 1, 0)`,
      next_at: sql<Date>`CASE WHEN failures = ${failures} THEN last_at ELSE next_at END`
    })
    .where('key', '=', key)
    .execute()

/** Forgets all wrong attempts of an account: it was signed in to. */
export const clearAttempts = (tx: Tx, key: Buffer): Promise<unknown> =>
  tx
    .$extendTables<AccessTables>()
    .updateTable('access_delay')
    .set({ failures: 0, next_at: sql<Date>`last_at` })
    .where('key', '=', key)
    .execute()

/** True where the audit has not taken note of wrong attempts in the last hour, and now does. */
export const takeNote = async (tx: Tx, key: Buffer, now: Date): Promise<boolean> => {
  const noted = await tx
    .$extendTables<AccessTables>()
    .insertInto('access_delay')
    .values({
      key,
      organisation_id: ownOrganisation(),
      failures: 0,
      last_at: now,
      next_at: now,
      noted_at: now
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ noted_at: now })
        .where((where) =>
          where.or([
            where('access_delay.noted_at', 'is', null),
            where('access_delay.noted_at', '<=', later(now, -HOUR))
          ])
        )
    )
    .returning('key')
    .executeTakeFirst()
  return noted !== undefined
}

/** Deletes what has been forgotten; answers how much it was. */
export const deleteForgottenAttempts = async (tx: Tx, now: Date): Promise<number> => {
  const { numDeletedRows } = await tx
    .$extendTables<AccessTables>()
    .deleteFrom('access_delay')
    .where('last_at', '<', later(now, -ATTEMPTS_FORGOTTEN_AFTER * HOUR))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
