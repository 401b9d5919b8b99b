import { sql } from 'kysely'
import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import type { AccessTables } from './tables.ts'

const sessions = (tx: Tx) => tx.$extendTables<AccessTables>()

interface NewSession {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly tokenHash: Buffer
  /** Sealed for the token. */
  readonly userKey?: Buffer | null
  readonly device: string
  readonly now: Date
  readonly endsAt: Date
}

/** Begins a session in which only the password was shown. */
export const insertSession = (
  tx: Tx,
  { id, accountId, tokenHash, userKey = null, device, now, endsAt }: NewSession
) =>
  sessions(tx)
    .insertInto('access_session')
    .values({
      id,
      organisation_id: sql`current_setting('app.org')::uuid`,
      account_id: accountId,
      token_hash: tokenHash,
      user_key: userKey,
      stage: 'password',
      device,
      created_at: now,
      seen_at: now,
      ends_at: endsAt
    })
    .execute()

/** Whether a session of an account runs in a stage; if so it stays until the transaction ends. */
export const lockSession = async (
  tx: Tx,
  { sessionId, accountId, stage }: Pick<SignedIn, 'sessionId' | 'accountId' | 'stage'>,
  now: Date
): Promise<boolean> => {
  const row = await sessions(tx)
    .selectFrom('access_session')
    .select('id')
    .where('id', '=', sessionId)
    .where('account_id', '=', accountId)
    .where('stage', '=', stage)
    .where('ends_at', '>', now)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** What goes with a token: its hash, and the owner's key sealed for it. */
interface TokenColumns {
  readonly tokenHash: Buffer
  readonly userKey: Buffer | null
}

interface Renewal extends TokenColumns {
  readonly now: Date
  /** Given where a session that waited for the second factor becomes a full one. */
  readonly endsAt?: Date
}

/** Gives a locked session another token, makes it a full one and notes that password and second factor were shown now. */
export const renewSession = (tx: Tx, id: SessionId, { tokenHash, userKey, now, endsAt }: Renewal) =>
  sessions(tx)
    .updateTable('access_session')
    .set({
      token_hash: tokenHash,
      user_key: userKey,
      stage: 'full',
      seen_at: now,
      confirmed_at: now,
      ...(endsAt && { created_at: now, ends_at: endsAt })
    })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** Gives a locked session another token and changes nothing else. */
export const replaceToken = (tx: Tx, id: SessionId, { tokenHash, userKey }: TokenColumns) =>
  sessions(tx)
    .updateTable('access_session')
    .set({ token_hash: tokenHash, user_key: userKey })
    .where('id', '=', id)
    .execute()

/** Notes that a session was used; never puts the time back. */
export const touchSession = (tx: Tx, id: SessionId, now: Date) =>
  sessions(tx)
    .updateTable('access_session')
    .set({ seen_at: now })
    .where('id', '=', id)
    .where('seen_at', '<', now)
    .execute()

/** Ends a session of an account; answers whether it was there. */
export const deleteSession = async (tx: Tx, accountId: AccountId, id: SessionId): Promise<boolean> => {
  const { numDeletedRows } = await sessions(tx)
    .deleteFrom('access_session')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Ends the sessions of an account, but for one where it is named; answers which. */
export const deleteSessionsOf = async (
  tx: Tx,
  accountId: AccountId,
  but?: SessionId
): Promise<SessionId[]> => {
  let query = sessions(tx).deleteFrom('access_session').where('account_id', '=', accountId)
  if (but) query = query.where('id', '!=', but)
  const rows = await query.returning('id').execute()
  return rows.map(({ id }) => id)
}

/** When a session has ended: at a moment, or for who was not seen since another. */
export interface SessionEnd {
  readonly endedBy: Date
  readonly seenBefore: Date
}

const hasEnded = ({ endedBy, seenBefore }: SessionEnd) =>
  sql<boolean>`(ends_at <= ${endedBy} OR seen_at < ${seenBefore})`

/** Deletes the sessions that have ended; answers how many. */
export const deleteEndedSessions = async (tx: Tx, end: SessionEnd): Promise<number> => {
  const { numDeletedRows } = await sessions(tx)
    .deleteFrom('access_session')
    .where(hasEnded(end))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Destroys the opened keys of sessions that have ended. */
export const forgetSessionKeys = (tx: Tx, end: SessionEnd) =>
  sessions(tx)
    .updateTable('access_session')
    .set({ user_key: null })
    .where(hasEnded(end))
    .where('user_key', 'is not', null)
    .execute()
