import { createHash } from 'node:crypto'
import { sql, type Insertable, type Transaction } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import { centreSlugOf, freeSlug } from '../centreSlug.ts'
import type { CentreId, LanguageDays, OfferId, ProviderId, ServiceId } from '../model.ts'
import { replaceClosures, type ClosureContent, type ClosureOwner } from './closureRepository.ts'
import { replaceLanguageDays } from './languageDayRepository.ts'
import type { DirectoryTables } from './tables.ts'

type Kept = 'id' | 'organisation_id' | 'source' | 'external_id' | 'import_hash' | 'changed_at'
type Content<Table extends keyof DirectoryTables> = Omit<
  Insertable<DirectoryTables[Table]>,
  Kept | 'archived_at'
>

/** A provider's content, without what the repository keeps itself. */
export type ProviderContent = Content<'directory_provider'>
export type CentreContent = Omit<Content<'directory_centre'>, 'slug'>
export type ServiceContent = Content<'directory_service'>
export type OfferContent = Omit<Content<'directory_service_at_centre'>, 'hours_please_call'>

/** One imported entry: its id at its source and what it says. */
export interface Entry<Content> {
  readonly externalId: string
  readonly content: Content
  /** A centre's or an offer's own closures; absent: those it has are left alone. */
  readonly closures?: readonly ClosureContent[]
  /** An offer's languages that are not spoken on every day; absent: those it has are left alone. */
  readonly languageDays?: readonly LanguageDays[]
}

export type SaveOutcome = 'imported' | 'updated' | 'unchanged'

/** What became of an entry, and the id it has here. */
export interface Saved<Id> {
  readonly id: Id
  readonly outcome: SaveOutcome
}

/** `write: false` works out the outcomes and touches nothing; ids of entries that are not there yet are made up. */
export interface SaveWish {
  readonly source: string
  readonly now: Temporal.Instant
  readonly write: boolean
}

/** The tables whose entries an import brings, and archives. */
export type ImportedTable =
  'directory_provider' | 'directory_service' | 'directory_service_at_centre' | 'directory_centre'

interface Ids {
  directory_provider: ProviderId
  directory_centre: CentreId
  directory_service: ServiceId
  directory_service_at_centre: OfferId
}

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** Makes saves of one organisation wait for each other until the transaction ends: slugs are given out one by one. */
export const lockDirectory = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtext('directory'), hashtext(current_setting('app.org')))`.execute(
    tx
  )
}

/** Saves providers; entries whose content is what was last imported are left untouched. */
export const saveProviders = (tx: Tx, entries: readonly Entry<ProviderContent>[], wish: SaveWish) =>
  saveEntries<ProviderId, ProviderContent>(tx, 'directory_provider', entries, wish)

/** Saves services; their providers must be there. */
export const saveServices = (tx: Tx, entries: readonly Entry<ServiceContent>[], wish: SaveWish) =>
  saveEntries<ServiceId, ServiceContent>(tx, 'directory_service', entries, wish)

/**
 * Saves offers with their languages' days and their closures; their services and centres must be there. Intervals are
 * the caller's business.
 */
export const saveOffers = async (tx: Tx, entries: readonly Entry<OfferContent>[], wish: SaveWish) => {
  const saved = await saveEntries<OfferId, OfferContent>(tx, 'directory_service_at_centre', entries, wish)
  await saveClosures(tx, entries, saved, wish, (offerId) => ({ offerId }))
  for (const { entry, id } of written(entries, saved, wish)) {
    if (entry.languageDays) await replaceLanguageDays(tx, id, entry.languageDays)
  }
  return saved
}

/**
 * Saves centres with their closures. A new one is given a slug that no other centre has or had; an old one keeps its
 * slug. Intervals are the caller's business: those of every offer at a centre whose closures have changed.
 */
export const saveCentres = async (tx: Tx, entries: readonly Entry<CentreContent>[], wish: SaveWish) => {
  const saved = await saveEntries<CentreId, CentreContent>(tx, 'directory_centre', entries, wish, (fresh) =>
    withSlugs(tx, fresh)
  )
  await saveClosures(tx, entries, saved, wish, (centreId) => ({ centreId }))
  return saved
}

const saveClosures = async <Id>(
  tx: Tx,
  entries: readonly Entry<object>[],
  saved: ReadonlyMap<string, Saved<Id>>,
  wish: SaveWish,
  ownerOf: (id: Id) => ClosureOwner
) => {
  for (const { entry, id, isNew } of written(entries, saved, wish)) {
    if (!entry.closures || (isNew && entry.closures.length === 0)) continue
    await replaceClosures(tx, ownerOf(id), entry.closures, wish.now)
  }
}

const written = <Id, Content>(
  entries: readonly Entry<Content>[],
  saved: ReadonlyMap<string, Saved<Id>>,
  { write }: SaveWish
) =>
  entries.flatMap((entry) => {
    const { id, outcome } = saved.get(entry.externalId)!
    return write && outcome !== 'unchanged' ? [{ entry, id, isNew: outcome === 'imported' }] : []
  })

/** The ids of entries that a source has brought before, by external id. */
export const listKnownIds = async <Table extends ImportedTable>(
  tx: Tx,
  table: Table,
  source: string,
  externalIds: readonly string[]
): Promise<Map<string, Ids[Table]>> => {
  const known = await loadKnown(tx, table, source, externalIds)
  return new Map([...known].map(([externalId, row]) => [externalId, row.id as Ids[Table]]))
}

const saveEntries = async <Id, Content extends object>(
  tx: Tx,
  table: ImportedTable,
  entries: readonly Entry<Content>[],
  wish: SaveWish,
  complete: (fresh: readonly Entry<Content>[]) => Promise<readonly Entry<object>[]> = (fresh) =>
    Promise.resolve(fresh)
): Promise<Map<string, Saved<Id>>> => {
  const known = await loadKnown(
    tx,
    table,
    wish.source,
    entries.map((entry) => entry.externalId)
  )
  const hashes = new Map(entries.map((entry) => [entry.externalId, hashOf(entry)]))
  const outcomeOf = ({ externalId }: Entry<Content>): SaveOutcome => {
    const row = known.get(externalId)
    if (!row) return 'imported'
    return row.hash === hashes.get(externalId) ? 'unchanged' : 'updated'
  }
  const made = new Map<string, string>()
  if (wish.write) {
    const fresh = await complete(entries.filter((entry) => outcomeOf(entry) === 'imported'))
    for (const [externalId, id] of await insertEntries(tx, table, fresh, hashes, wish))
      made.set(externalId, id)
    const changed = entries.filter((entry) => outcomeOf(entry) === 'updated')
    for (const entry of changed) await updateEntry(tx, table, entry, hashes, wish)
  }
  const idOf = (externalId: string) => known.get(externalId)?.id ?? made.get(externalId) ?? externalId
  return new Map(
    entries.map((entry) => [
      entry.externalId,
      { id: idOf(entry.externalId) as Id, outcome: outcomeOf(entry) }
    ])
  )
}

const loadKnown = async (
  tx: Tx,
  table: ImportedTable,
  source: string,
  externalIds: readonly string[]
): Promise<Map<string, { id: string; hash: string | null }>> => {
  if (externalIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom(table as 'directory_provider')
    .select(['id', 'external_id', 'import_hash'])
    .where('source', '=', source)
    .where('external_id', '=', sql<string>`ANY(${externalIds})`)
    .execute()
  return new Map(rows.map((row) => [row.external_id, { id: row.id, hash: row.import_hash }]))
}

const insertEntries = async (
  tx: Tx,
  table: ImportedTable,
  entries: readonly Entry<object>[],
  hashes: ReadonlyMap<string, string>,
  { source, now }: SaveWish
): Promise<Map<string, string>> => {
  if (entries.length === 0) return new Map()
  const rows = entries.map(({ externalId, content }) => ({
    ...(content as ProviderContent),
    source,
    external_id: externalId,
    import_hash: hashes.get(externalId)!,
    changed_at: now.toString()
  }))
  const made = await tables(tx)
    .insertInto(table as 'directory_provider')
    .values(rows)
    .returning(['id', 'external_id'])
    .execute()
  return new Map(made.map((row) => [row.external_id, row.id]))
}

const updateEntry = async (
  tx: Tx,
  table: ImportedTable,
  { externalId, content }: Entry<object>,
  hashes: ReadonlyMap<string, string>,
  { source, now }: SaveWish
) => {
  await tables(tx)
    .updateTable(table as 'directory_provider')
    .set({
      ...(content as ProviderContent),
      import_hash: hashes.get(externalId)!,
      changed_at: now.toString()
    })
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .execute()
}

const withSlugs = async (tx: Tx, fresh: readonly Entry<CentreContent>[]) => {
  const wishes = fresh.map((entry) => centreSlugOf(entry.content.name))
  const taken = await loadTakenSlugs(tables(tx), wishes)
  return fresh.map((entry, index) => {
    const slug = freeSlug(wishes[index]!, taken)
    taken.add(slug)
    return { ...entry, content: { ...entry.content, slug } }
  })
}

const loadTakenSlugs = async (tx: Transaction<DirectoryTables>, wishes: readonly string[]) => {
  // Numbered slugs share their beginning with the wish, whose end may have been cut for the number.
  const beginnings = [...new Set(wishes.map((wish) => `${wish.slice(0, 70)}%`))]
  if (beginnings.length === 0) return new Set<string>()
  const rows = await tx
    .selectFrom('directory_centre')
    .select('slug')
    .where(sql<boolean>`slug LIKE ANY(${beginnings})`)
    .execute()
  return new Set<string>(rows.map((row) => row.slug))
}

const hashOf = ({ content, closures, languageDays }: Entry<object>) => {
  const parts = { ...content, ...(closures && { closures }), ...(languageDays && { languageDays }) }
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
}
