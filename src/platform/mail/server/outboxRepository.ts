import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { RefusalCode } from './refusals.ts'
import type { MailTables } from './tables.ts'

const outbox = (tx: Tx) => tx.$extendTables<MailTables>()
const at = (moment: Temporal.Instant) => sql<Date>`${moment.toString()}::timestamptz`

/** Days for which the content of a mail that was not sent is kept, and for which its row is. */
const CONTENT_DAYS = 7
const ROW_DAYS = 30
/** Mails that are queued anew at once. */
const MOST_QUEUED = 500

/** Writes a mail and its job; a mail of this id that is there already stays as it is. */
export const putMail = async (tx: Tx, id: string, sealed: Buffer, now: Temporal.Instant): Promise<void> =>
  void (await sql`SELECT platform_outbox_put(${id}, ${sealed}, ${at(now)})`.execute(tx))

/** Lets a mail that was given up be sent again; false where there is none with a content. */
export const letRetry = async (tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> => {
  const { rows } = await sql<{ retried: boolean }>`
    SELECT platform_outbox_retry(${id}, ${at(now)}) AS retried`.execute(tx)
  return rows[0]!.retried
}

/** Counts an attempt of a mail that is due and that nobody else holds; `undefined` where there is none to make. */
export const claimMail = async (
  tx: Tx,
  id: string,
  now: Temporal.Instant
): Promise<{ readonly attempt: number } | undefined> => {
  const free = await outbox(tx)
    .selectFrom('platform_outbox')
    .select('attempts')
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', at(now))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return free && { attempt: free.attempts + 1 }
}

/** Commits to an attempt before it is made: whatever happens in it, the next one is not before `next`. */
export const countAttempt = async (
  tx: Tx,
  id: string,
  attempt: number,
  next: Temporal.Instant
): Promise<void> =>
  void (await outbox(tx)
    .updateTable('platform_outbox')
    .set({ attempts: attempt, next_attempt_at: at(next) })
    .where('id', '=', id)
    .executeTakeFirstOrThrow())

/** Holds a claimed mail until the transaction ends, also where that takes as long as a mail server does. */
export const holdMail = async (
  tx: Tx,
  id: string,
  attempt: number
): Promise<{ readonly sealed: Buffer; readonly createdAt: Date } | undefined> => {
  await sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
  const row = await outbox(tx)
    .selectFrom('platform_outbox')
    .select(['sealed', 'created_at'])
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempt)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row?.sealed ? { sealed: row.sealed, createdAt: row.created_at } : undefined
}

/** Marks a mail as sent and destroys its content. */
export const settleSent = async (tx: Tx, id: string, now: Temporal.Instant): Promise<void> =>
  void (await outbox(tx)
    .updateTable('platform_outbox')
    .set({ state: 'sent', sealed: null, refusal: null, next_attempt_at: null, settled_at: at(now) })
    .where('id', '=', id)
    .executeTakeFirstOrThrow())

/** Gives a mail up; it can be sent again while its content is there. */
export const settleFailed = async (
  tx: Tx,
  id: string,
  refusal: RefusalCode,
  now: Temporal.Instant
): Promise<void> =>
  void (await outbox(tx)
    .updateTable('platform_outbox')
    .set({ state: 'failed', refusal, next_attempt_at: null, settled_at: at(now) })
    .where('id', '=', id)
    .executeTakeFirstOrThrow())

/** Notes why an attempt failed, and queues the next one. */
export const awaitNextAttempt = async (
  tx: Tx,
  id: string,
  refusal: RefusalCode,
  seconds: number
): Promise<void> => {
  await outbox(tx)
    .updateTable('platform_outbox')
    .set({ refusal })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await sql`
    SELECT pgboss.anlaufstelle_enqueue('mail.send', organisation_id, id, make_interval(secs => ${seconds}))
    FROM platform_outbox WHERE id = ${id}`.execute(tx)
}

/** Destroys what is too old to keep, and leaves alone what is being sent. Answers how many contents and rows went. */
export const forgetOldMails = async (
  tx: Tx,
  now: Temporal.Instant
): Promise<{ readonly contents: number; readonly rows: number }> => {
  const before = (days: number) => at(now.subtract({ hours: 24 * days }))
  const { rows: contents } = await sql`
    UPDATE platform_outbox SET sealed = NULL, next_attempt_at = NULL, settled_at = coalesce(settled_at, ${at(now)}),
      refusal = CASE WHEN state = 'waiting' THEN 'expired' ELSE refusal END,
      state = CASE WHEN state = 'waiting' THEN 'failed' ELSE state END
    WHERE id IN (SELECT id FROM platform_outbox WHERE sealed IS NOT NULL AND created_at <= ${before(CONTENT_DAYS)}
      FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(tx)
  const { numDeletedRows } = await outbox(tx)
    .deleteFrom('platform_outbox')
    .where('created_at', '<=', before(ROW_DAYS))
    .executeTakeFirstOrThrow()
  return { contents: contents.length, rows: Number(numDeletedRows) }
}

/** Queues the mails that were due `grace` seconds ago and that no job may know of. Answers how many there were. */
export const queueDueMails = async (tx: Tx, now: Temporal.Instant, grace: number): Promise<number> => {
  const { rows } = await sql`
    SELECT pgboss.anlaufstelle_enqueue('mail.send', organisation_id, id, interval '0')
    FROM (SELECT organisation_id, id FROM platform_outbox
      WHERE state = 'waiting' AND next_attempt_at <= ${at(now.subtract({ seconds: grace }))}
      ORDER BY next_attempt_at LIMIT ${MOST_QUEUED}) AS due`.execute(tx)
  return rows.length
}
