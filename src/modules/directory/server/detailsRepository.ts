import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, LanguageDays, OfferId } from '../model.ts'
import type { ImportedTable } from './directoryRepository.ts'
import type { ScheduledClosure } from './hsds/schedules.ts'
import type { DirectoryTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** Of whom closures are: a whole centre, or one offer at it. */
export interface ClosureOwner {
  readonly centreId: CentreId
  readonly offerId: OfferId | null
  readonly closures: readonly ScheduledClosure[]
}

interface HeldClosure extends ScheduledClosure {
  readonly id: string
  readonly owner: string
}

interface Wish {
  readonly now: Temporal.Instant
  readonly write: boolean
}

/**
 * Makes these the only closures of each owner; one that stays keeps its id. Answers the ids of the owners (offer,
 * else centre) whose closures are others than before. All owners are centres, or all are offers.
 */
export const replaceClosures = async (
  tx: Tx,
  owners: readonly ClosureOwner[],
  { now, write }: Wish
): Promise<Set<string>> => {
  if (owners.length === 0) return new Set()
  const held = await listClosures(tx, owners)
  const wanted = owners.flatMap((owner) =>
    [...new Map(owner.closures.map((closure) => [closureKey(ownerId(owner), closure), closure]))].map(
      ([key, closure]) => ({ key, owner, closure })
    )
  )
  const [heldKeys, wantedKeys] = [
    new Set(held.map((row) => closureKey(row.owner, row))),
    new Set(wanted.map(({ key }) => key))
  ]
  const gone = held.filter((row) => !wantedKeys.has(closureKey(row.owner, row)))
  const fresh = wanted.filter(({ key }) => !heldKeys.has(key))
  if (write && gone.length > 0) {
    const ids = gone.map(({ id }) => id)
    await sql`DELETE FROM directory_closure WHERE id = ANY(${ids}::uuid[])`.execute(tx)
  }
  if (write && fresh.length > 0) {
    const rows = fresh.map(({ owner, closure }) => ({
      centre_id: owner.centreId,
      service_at_centre_id: owner.offerId,
      starts_on: closure.startsOn,
      ends_on: closure.endsOn,
      reason: closure.reason,
      note: closure.note,
      changed_at: now.toString()
    }))
    await tables(tx).insertInto('directory_closure').values(rows).execute()
  }
  return new Set([...gone.map(({ owner }) => owner), ...fresh.map(({ owner }) => ownerId(owner))])
}

const ownerId = ({ offerId, centreId }: ClosureOwner): string => offerId ?? centreId

const closureKey = (owner: string, { startsOn, endsOn, reason, note }: ScheduledClosure) =>
  JSON.stringify([owner, startsOn, endsOn, reason, note])

const listClosures = async (tx: Tx, owners: readonly ClosureOwner[]): Promise<HeldClosure[]> => {
  const ofOffers = owners[0]!.offerId !== null
  const ids = owners.map(ownerId).filter(isUuid)
  const { rows } = await sql<HeldClosure>`
    SELECT id, ${ofOffers ? sql`service_at_centre_id` : sql`centre_id`} AS owner, starts_on::text AS "startsOn",
      ends_on::text AS "endsOn", reason, note
    FROM directory_closure
    WHERE ${ofOffers ? sql`service_at_centre_id` : sql`service_at_centre_id IS NULL AND centre_id`}
      = ANY(${ids}::uuid[])`.execute(tx)
  return rows
}

/** A dry run makes up ids for entries that are not there yet. */
const isUuid = (id: string) => /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/.test(id)

/** Makes these the only weekdays of each offer's languages; answers the ids of the offers that changed. */
export const replaceLanguageDays = async (
  tx: Tx,
  offers: ReadonlyMap<OfferId, readonly LanguageDays[]>,
  write: boolean
): Promise<Set<string>> => {
  const ids = [...offers.keys()].filter(isUuid)
  const { rows } = await sql<{ offer: OfferId; language: string; weekdays: number[] }>`
    SELECT service_at_centre_id AS offer, language, weekdays FROM directory_language_day
    WHERE service_at_centre_id = ANY(${ids}::uuid[])`.execute(tx)
  const held = new Map<string, LanguageDays[]>()
  for (const { offer, ...days } of rows) held.set(offer, [...(held.get(offer) ?? []), days])
  const changed = [...offers].filter(([offer, days]) => daysKey(held.get(offer) ?? []) !== daysKey(days))
  const changedIds = changed.map(([offer]) => offer)
  if (write && changedIds.length > 0) {
    await sql`DELETE FROM directory_language_day WHERE service_at_centre_id = ANY(${changedIds}::uuid[])`.execute(
      tx
    )
    const fresh = changed.flatMap(([offer, days]) =>
      days.map(({ language, weekdays }) => ({
        service_at_centre_id: offer,
        language,
        weekdays: [...weekdays]
      }))
    )
    if (fresh.length > 0) await tables(tx).insertInto('directory_language_day').values(fresh).execute()
  }
  return new Set(changedIds)
}

const daysKey = (days: readonly LanguageDays[]) =>
  JSON.stringify(days.map(({ language, weekdays }) => `${language} ${weekdays.join()}`).sort())

/** Takes entries that a source names again out of the archive; answers the ids of those that were in it. */
export const unarchive = async (
  tx: Tx,
  table: ImportedTable,
  entryIds: readonly string[],
  { now, write }: Wish
): Promise<Set<string>> => {
  const ids = entryIds.filter(isUuid)
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.table(table)} WHERE archived_at IS NOT NULL AND id = ANY(${ids}::uuid[])`.execute(tx)
  const archived = rows.map(({ id }) => id)
  if (write && archived.length > 0) {
    await sql`UPDATE ${sql.table(table)} SET archived_at = NULL, changed_at = ${now.toString()}
      WHERE id = ANY(${archived}::uuid[])`.execute(tx)
  }
  return new Set(archived)
}

/** The external ids of a source's entries that are in use. */
export const listHeldIds = async (tx: Tx, table: ImportedTable, source: string): Promise<string[]> => {
  const { rows } = await sql<{ external_id: string }>`
    SELECT external_id FROM ${sql.table(table)} WHERE source = ${source} AND archived_at IS NULL
    ORDER BY external_id`.execute(tx)
  return rows.map((row) => row.external_id)
}

/** Takes entries out of what the public sees; of offers the open intervals go. */
export const archiveEntries = async (
  tx: Tx,
  table: ImportedTable,
  source: string,
  externalIds: readonly string[],
  now: Temporal.Instant
): Promise<void> => {
  const chosen = sql`source = ${source} AND external_id = ANY(${externalIds})`
  if (table === 'directory_service_at_centre')
    await sql`DELETE FROM directory_open_interval WHERE service_at_centre_id IN
      (SELECT id FROM directory_service_at_centre WHERE ${chosen})`.execute(tx)
  await sql`UPDATE ${sql.table(table)} SET archived_at = ${now.toString()}, changed_at = ${now.toString()}
    WHERE ${chosen}`.execute(tx)
}
