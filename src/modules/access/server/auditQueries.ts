import { sql, type SqlBool } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { PayloadValue } from '../auditEvents.ts'
import type { AuditRow } from './audit/auditRow.ts'
import type { AccessTables } from './tables.ts'

/** Entries of the chain after a position, in its order, as the hash reads them. */
export const selectChain = async (
  tx: Tx,
  organisationId: OrganisationId,
  after: number,
  most: number
): Promise<AuditRow[]> => {
  const { rows } = await sql<Omit<AuditRow, 'position'> & { position: string }>`
    SELECT organisation_id::text AS "organisationId", position,
      (extract(epoch FROM occurred_at) * 1000000)::bigint::text AS "occurredAt", event, actor_id::text AS "actorId",
      session_id::text AS "sessionId", record_kind AS "recordKind", record_id::text AS "recordId",
      payload::text AS payload, previous_hash AS "previousHash", hash
    FROM access_audit_event WHERE organisation_id = ${organisationId} AND position > ${after}
    ORDER BY position LIMIT ${most}`.execute(tx)
  return rows.map((row) => ({ ...row, position: Number(row.position) }))
}

/** Where a chain stands. */
export interface ChainHead {
  readonly position: number
  /** In hexadecimal. */
  readonly hash: string
  /** By the database's clock, in UTC: 2026-11-24T09:00:00.000000Z. */
  readonly time: string
  /** The hash at the position asked for; nothing where there is no such entry. */
  readonly hashThen: string | undefined
}

/** Where the chain of the organisation stands now, and which hash it has at `then`. Nothing before the first entry. */
export const selectHead = async (
  tx: Tx,
  organisationId: OrganisationId,
  then = 0
): Promise<ChainHead | undefined> => {
  const { rows } = await sql<{ position: string; hash: string; time: string; hash_then: string | null }>`
    SELECT head.position, encode(head.hash, 'hex') AS hash,
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time,
      (SELECT encode(entry.hash, 'hex') FROM access_audit_event AS entry
       WHERE entry.organisation_id = head.organisation_id AND entry.position = ${then}) AS hash_then
    FROM access_audit_head AS head WHERE head.organisation_id = ${organisationId}`.execute(tx)
  const head = rows[0]
  return (
    head && {
      position: Number(head.position),
      hash: head.hash,
      time: head.time,
      hashThen: head.hash_then ?? undefined
    }
  )
}

/** Whether the first entry after a position was written more than so many hours ago, by the database's clock. */
export const isOlderAfter = async (
  tx: Tx,
  organisationId: OrganisationId,
  { after, hours }: { readonly after: number; readonly hours: number }
): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM access_audit_event WHERE organisation_id = ${organisationId} AND position = ${after + 1}
      AND occurred_at < clock_timestamp() - make_interval(hours => ${hours})`.execute(tx)
  return rows.length > 0
}

/** Which entries are meant. */
export interface EntryWish {
  readonly organisationId: OrganisationId
  readonly event?: string | undefined
  readonly actor?: AccountId | undefined
  /** Id of the record. */
  readonly record?: string | undefined
  /** From this moment on, and before that one. */
  readonly from?: Temporal.Instant | undefined
  readonly until?: Temporal.Instant | undefined
  /** Later or earlier than the entry at this position, which there is. */
  readonly after?: number | undefined
  readonly before?: number | undefined
  /** The last position that counts. */
  readonly upTo?: number | undefined
  /** Leaves out what this account did itself. */
  readonly notBy?: AccountId | undefined
}

/** An entry as people read it. */
export interface AuditEntry {
  readonly position: number
  readonly occurredAt: Temporal.Instant
  readonly event: string
  /** Without a name where the account is erased; absent where the program did by itself. */
  readonly actor: { readonly id: AccountId; readonly name: string | undefined } | undefined
  /** With a name where it is an account that is not erased. */
  readonly record:
    { readonly kind: string; readonly id: string; readonly name: string | undefined } | undefined
  readonly payload: Readonly<Record<string, PayloadValue>>
}

const meant = (tx: Tx, wish: EntryWish) => {
  const at = (moment: Temporal.Instant) => sql<Date>`${moment.toString()}::timestamptz`
  return tx
    .$extendTables<AccessTables>()
    .selectFrom('access_audit_event as entry')
    .where('entry.organisation_id', '=', wish.organisationId)
    .$if(wish.event !== undefined, (query) => query.where('entry.event', '=', wish.event!))
    .$if(wish.actor !== undefined, (query) => query.where('entry.actor_id', '=', wish.actor!))
    .$if(wish.record !== undefined, (query) => query.where('entry.record_id', '=', wish.record!))
    .$if(wish.from !== undefined, (query) => query.where('entry.occurred_at', '>=', at(wish.from!)))
    .$if(wish.until !== undefined, (query) => query.where('entry.occurred_at', '<', at(wish.until!)))
    .$if(wish.after !== undefined, (query) => query.where(placed('>', wish, wish.after!)))
    .$if(wish.before !== undefined, (query) => query.where(placed('<', wish, wish.before!)))
    .$if(wish.upTo !== undefined, (query) => query.where('entry.position', '<=', String(wish.upTo)))
    .$if(wish.notBy !== undefined, (query) =>
      query.where(sql<SqlBool>`entry.actor_id IS DISTINCT FROM ${wish.notBy}`)
    )
}

/** In the order of time, which is the chain's but where the database's clock was set back. */
const placed = (side: '<' | '>', { organisationId }: EntryWish, position: number) =>
  sql<SqlBool>`(entry.occurred_at, entry.position) ${sql.raw(side)} (SELECT place.occurred_at, place.position
    FROM access_audit_event AS place WHERE place.organisation_id = ${organisationId} AND place.position = ${position})`

/** The entries that are meant, in the order of time. */
export const selectEntries = async (
  tx: Tx,
  wish: EntryWish,
  order: 'newest' | 'oldest',
  most: number
): Promise<AuditEntry[]> => {
  const rows = await meant(tx, wish)
    .leftJoin('access_account as actor', 'actor.id', 'entry.actor_id')
    .leftJoin('access_account as account', (join) =>
      join.onRef('account.id', '=', 'entry.record_id').on('entry.record_kind', '=', 'account')
    )
    .select(['entry.position', 'entry.event', 'entry.actor_id', 'entry.record_kind', 'entry.record_id'])
    .select(['actor.display_name as actor_name', 'account.display_name as record_name'])
    .select(sql<Record<string, PayloadValue>>`entry.payload`.as('payload'))
    .select(sql<string>`(extract(epoch FROM entry.occurred_at) * 1000000)::bigint`.as('micros'))
    .orderBy('entry.occurred_at', order === 'newest' ? 'desc' : 'asc')
    .orderBy('entry.position', order === 'newest' ? 'desc' : 'asc')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    position: Number(row.position),
    occurredAt: Temporal.Instant.fromEpochNanoseconds(BigInt(row.micros) * 1000n),
    event: row.event,
    actor: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? undefined } : undefined,
    record: row.record_id
      ? { kind: row.record_kind!, id: row.record_id, name: row.record_name ?? undefined }
      : undefined,
    payload: row.payload
  }))
}

/** How many entries are meant, and the position of the last of them. */
export const countEntries = async (tx: Tx, wish: EntryWish): Promise<{ count: number; last: number }> => {
  const row = await meant(tx, wish)
    .select(sql<string>`count(*)`.as('count'))
    .select(sql<string>`coalesce(max(entry.position), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), last: Number(row.last) }
}
