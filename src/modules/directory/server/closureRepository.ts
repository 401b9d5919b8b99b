import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, Closure, ClosureReason, OfferId } from '../model.ts'
import type { DirectoryTables } from './tables.ts'

/** A closure as it is written; days are ISO text. */
export interface ClosureContent {
  readonly startsOn: string
  /** The last closed day; null: nobody knows yet. */
  readonly endsOn: string | null
  readonly reason: ClosureReason
  readonly note: string | null
}

/** Whose closures they are: a whole centre's or those of one offer. */
export type ClosureOwner = { readonly centreId: CentreId } | { readonly offerId: OfferId }

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** Makes these the owner's only closures; those that stay the same keep their ids. */
export const replaceClosures = async (
  tx: Tx,
  owner: ClosureOwner,
  closures: readonly ClosureContent[],
  now: Temporal.Instant
): Promise<void> => {
  const held = await listHeld(tx, owner)
  const wanted = new Map(closures.map((closure) => [keyOf(closure), closure]))
  const gone = held.filter((closure) => !wanted.delete(keyOf(closure))).map(({ id }) => id)
  if (gone.length > 0) await tables(tx).deleteFrom('directory_closure').where('id', 'in', gone).execute()
  if (wanted.size === 0) return
  const at = 'centreId' in owner ? { centre: owner.centreId, offer: null } : await placeOf(tx, owner.offerId)
  const rows = [...wanted.values()].map((closure) => ({
    centre_id: at.centre,
    service_at_centre_id: at.offer,
    starts_on: closure.startsOn,
    ends_on: closure.endsOn,
    reason: closure.reason,
    note: closure.note,
    changed_at: now.toString()
  }))
  await tables(tx).insertInto('directory_closure').values(rows).execute()
}

const keyOf = ({ startsOn, endsOn, reason, note }: ClosureContent) =>
  JSON.stringify([startsOn, endsOn, reason, note])

const placeOf = async (tx: Tx, offerId: OfferId) => {
  const row = await tables(tx)
    .selectFrom('directory_service_at_centre')
    .select('centre_id')
    .where('id', '=', offerId)
    .executeTakeFirstOrThrow()
  return { centre: row.centre_id, offer: offerId }
}

const days = [
  sql<string>`starts_on::text`.as('startsOn'),
  sql<string | null>`ends_on::text`.as('endsOn')
] as const

const listHeld = (tx: Tx, owner: ClosureOwner) =>
  tables(tx)
    .selectFrom('directory_closure')
    .select(['id', 'reason', 'note', ...days])
    .$if('centreId' in owner, (query) =>
      query
        .where('centre_id', '=', (owner as { centreId: CentreId }).centreId)
        .where('service_at_centre_id', 'is', null)
    )
    .$if('offerId' in owner, (query) =>
      query.where('service_at_centre_id', '=', (owner as { offerId: OfferId }).offerId)
    )
    .execute()

/** For each of the offers that has some, its own closures and its centre's. */
export const listClosuresByOffer = async (
  tx: Tx,
  offerIds: readonly OfferId[]
): Promise<Map<OfferId, Closure[]>> => {
  const rows = await tables(tx)
    .selectFrom('directory_service_at_centre as offer')
    .innerJoin('directory_closure as shut', (join) =>
      join
        .onRef('shut.centre_id', '=', 'offer.centre_id')
        .on((eb) =>
          eb.or([
            eb('shut.service_at_centre_id', 'is', null),
            eb('shut.service_at_centre_id', '=', eb.ref('offer.id'))
          ])
        )
    )
    .select(['offer.id as offerId', 'shut.reason', 'shut.note', ...days])
    .where('offer.id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .orderBy('shut.starts_on')
    .execute()
  const byOffer = new Map<OfferId, Closure[]>()
  for (const row of rows) {
    byOffer.set(row.offerId, [...(byOffer.get(row.offerId) ?? []), closureOf(row)])
  }
  return byOffer
}

/** A closure's days as days. */
export const closureOf = ({ startsOn, endsOn, reason, note }: ClosureContent): Closure => ({
  startsOn: Temporal.PlainDate.from(startsOn),
  endsOn: endsOn === null ? null : Temporal.PlainDate.from(endsOn),
  reason,
  note
})
