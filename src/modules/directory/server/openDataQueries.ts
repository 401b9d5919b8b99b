import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, OfferId, ProviderId, ServiceId } from '../model.ts'
import type { DirectoryViews } from './tables.ts'

type View<Name extends keyof DirectoryViews> = Selectable<DirectoryViews[Name]>
export type ProviderEntry = View<'directory_v_provider'>
export type CentreEntryRow = View<'directory_v_centre'>
export type ServiceEntry = View<'directory_v_service'> & { readonly modified_at: Date }
export type OfferEntry = View<'directory_v_offer'>
export type ClosureEntry = View<'directory_v_closure'>
export type IntervalEntry = View<'directory_v_open_interval'>

/** A term of one of our taxonomies; without a code any term of it is meant. */
export interface TermFilter {
  readonly taxonomy: string
  readonly code?: string
}

/** What a list may be narrowed by; everything given must hold. */
export interface OpenDataFilter {
  readonly search?: string
  readonly terms: readonly TermFilter[]
  readonly organizationId?: string
  readonly modifiedAfter?: Temporal.Instant
}

export interface Slice {
  readonly offset: number
  readonly limit: number
}

export interface Part<Row> {
  readonly rows: Row[]
  /** How many there are in all parts. */
  readonly total: number
}

const views = (tx: Tx) => tx.$extendTables<DirectoryViews>()
const total = sql<number>`count(*)::integer`.as('total')
const within = <Id>(ids: readonly Id[]) => sql<Id>`ANY(${ids}::uuid[])`
const allOf = (conditions: readonly RawBuilder<boolean>[]) =>
  conditions.length === 0 ? sql<boolean>`true` : sql.join<boolean>(conditions, sql` AND `)

const contains = (text: string, ...columns: readonly string[]) =>
  sql<boolean>`strpos(lower(concat_ws(E'\n', ${sql.join(columns.map((name) => sql.ref(name)))})), lower(${text})) > 0`

/** A service reads otherwise from the moment on which one of its offers or their centres does. */
const changedSince = (moment: Temporal.Instant) => {
  const since = sql`${moment.toString()}::timestamptz`
  return sql<boolean>`(changed_at >= ${since} OR service_id IN (
    SELECT o.service_id FROM directory_v_offer o JOIN directory_v_centre c ON c.centre_id = o.centre_id
    WHERE o.changed_at >= ${since} OR c.changed_at >= ${since}))`
}

/** Adds to services from which moment on they read as they do, together with their offers and centres. */
const withMoments = async <Row extends { readonly service_id: ServiceId; readonly changed_at: Date }>(
  tx: Tx,
  rows: readonly Row[]
): Promise<(Row & { readonly modified_at: Date })[]> => {
  const found = await views(tx)
    .selectFrom('directory_v_offer as offer')
    .innerJoin('directory_v_centre as centre', 'centre.centre_id', 'offer.centre_id')
    .select([
      'offer.service_id',
      sql<Date>`max(greatest(offer.changed_at, centre.changed_at))`.as('modified_at')
    ])
    .where('offer.service_id', '=', within(rows.map((row) => row.service_id)))
    .groupBy('offer.service_id')
    .execute()
  const moments = new Map(found.map((row) => [row.service_id, row.modified_at]))
  return rows.map((row) => {
    const nested = moments.get(row.service_id)
    return { ...row, modified_at: nested && nested > row.changed_at ? nested : row.changed_at }
  })
}

const LIST_COLUMNS: Readonly<Record<string, string>> = {
  'anlaufstelle:topic': 'topics',
  'anlaufstelle:situation': 'situations',
  'anlaufstelle:papers': 'papers_needed'
}
const ACCESS: Readonly<Record<string, RawBuilder<boolean>>> = {
  anonymous: sql<boolean>`anonymous_possible`,
  interpreter: sql<boolean>`interpreter_on_request`
}

/** Holds where a service, or an offer through its service, carries the term. */
const hasTerm = ({ taxonomy, code }: TermFilter, byAppointment: RawBuilder<boolean>): RawBuilder<boolean> => {
  const column = LIST_COLUMNS[taxonomy]
  if (column !== undefined) {
    const list = sql.ref(column)
    return code === undefined ? sql<boolean>`${list} <> '{}'` : sql<boolean>`${code} = ANY(${list})`
  }
  if (taxonomy === 'anlaufstelle:programme') {
    return code === undefined ? sql<boolean>`programme IS NOT NULL` : sql<boolean>`programme = ${code}`
  }
  if (taxonomy !== 'anlaufstelle:access') return sql<boolean>`false`
  const access = { ...ACCESS, 'by-appointment': byAppointment }
  const wanted = code === undefined ? Object.values(access) : [access[code as keyof typeof access]]
  return sql<boolean>`(${sql.join(wanted, sql` OR `)})`
}

const serviceByAppointment = sql<boolean>`EXISTS (SELECT FROM directory_v_offer o
  WHERE o.service_id = directory_v_service.service_id AND o.by_appointment_only)`

const serviceConditions = ({ search, terms, organizationId, modifiedAfter }: OpenDataFilter) => [
  ...(search === undefined ? [] : [contains(search, 'name', 'description', 'provider_name')]),
  ...terms.map((term) => hasTerm(term, serviceByAppointment)),
  ...(organizationId === undefined ? [] : [sql<boolean>`provider_id = ${organizationId}::uuid`]),
  ...(modifiedAfter === undefined ? [] : [changedSince(modifiedAfter)])
]

/** Public services in the order of their ids. */
export const listServiceEntries = async (
  tx: Tx,
  filter: OpenDataFilter,
  { offset, limit }: Slice
): Promise<Part<ServiceEntry>> => {
  const found = views(tx)
    .selectFrom('directory_v_service')
    .where(allOf(serviceConditions(filter)))
  const counted = await found.select(total).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('service_id').offset(offset).limit(limit).execute()
  return { rows: await withMoments(tx, rows), total: counted.total }
}

/** Ids and moments of change only, for lists that name everything. */
export const listServiceMoments = async (tx: Tx, filter: OpenDataFilter, { offset, limit }: Slice) => {
  const found = views(tx)
    .selectFrom('directory_v_service')
    .where(allOf(serviceConditions(filter)))
  const counted = await found.select(total).executeTakeFirstOrThrow()
  const rows = await found
    .select(['service_id', 'changed_at'])
    .orderBy('service_id')
    .offset(offset)
    .limit(limit)
    .execute()
  return { rows: await withMoments(tx, rows), total: counted.total }
}

/** Public providers in the order of their ids; a term is looked for in their services. */
export const listProviderEntries = async (
  tx: Tx,
  { search, terms }: OpenDataFilter,
  { offset, limit }: Slice
): Promise<Part<ProviderEntry>> => {
  const conditions = [
    ...(search === undefined ? [] : [contains(search, 'name', 'description')]),
    ...terms.map(
      (term) => sql<boolean>`EXISTS (SELECT FROM directory_v_service
        WHERE directory_v_service.provider_id = directory_v_provider.provider_id
          AND ${hasTerm(term, serviceByAppointment)})`
    )
  ]
  const found = views(tx).selectFrom('directory_v_provider').where(allOf(conditions))
  const counted = await found.select(total).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('provider_id').offset(offset).limit(limit).execute()
  return { rows, total: counted.total }
}

/** Public offers in the order of their ids. */
export const listOfferEntries = async (
  tx: Tx,
  { search, terms, organizationId, modifiedAfter }: OpenDataFilter,
  { offset, limit }: Slice
): Promise<Part<OfferEntry>> => {
  const conditions = [
    ...(search === undefined
      ? []
      : [contains(search, 'service_name', 'description', 'centre_name', 'provider_name', 'town')]),
    ...terms.map((term) => hasTerm(term, sql<boolean>`by_appointment_only`)),
    ...(organizationId === undefined ? [] : [sql<boolean>`provider_id = ${organizationId}::uuid`]),
    ...(modifiedAfter === undefined
      ? []
      : [sql<boolean>`changed_at >= ${modifiedAfter.toString()}::timestamptz`])
  ]
  const found = views(tx).selectFrom('directory_v_offer').where(allOf(conditions))
  const counted = await found.select(total).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('offer_id').offset(offset).limit(limit).execute()
  return { rows, total: counted.total }
}

/** The public services with these ids. */
export const listServicesById = async (tx: Tx, ids: readonly ServiceId[]): Promise<ServiceEntry[]> =>
  withMoments(
    tx,
    await views(tx)
      .selectFrom('directory_v_service')
      .selectAll()
      .where('service_id', '=', within(ids))
      .orderBy('service_id')
      .execute()
  )

/** The public services of these providers. */
export const listServicesOf = async (tx: Tx, providers: readonly ProviderId[]): Promise<ServiceEntry[]> =>
  withMoments(
    tx,
    await views(tx)
      .selectFrom('directory_v_service')
      .selectAll()
      .where('provider_id', '=', within(providers))
      .orderBy('service_id')
      .execute()
  )

/** The public providers with these ids. */
export const listProvidersById = (tx: Tx, ids: readonly ProviderId[]): Promise<ProviderEntry[]> =>
  views(tx).selectFrom('directory_v_provider').selectAll().where('provider_id', '=', within(ids)).execute()

/** The public offers with these ids. */
export const listOfferEntriesById = (tx: Tx, ids: readonly OfferId[]): Promise<OfferEntry[]> =>
  views(tx).selectFrom('directory_v_offer').selectAll().where('offer_id', '=', within(ids)).execute()

/** The public offers of these services. */
export const listOffersOfServices = (tx: Tx, services: readonly ServiceId[]): Promise<OfferEntry[]> =>
  views(tx)
    .selectFrom('directory_v_offer')
    .selectAll()
    .where('service_id', '=', within(services))
    .orderBy('offer_id')
    .execute()

/** The public centres with these ids. */
export const listCentresById = (tx: Tx, ids: readonly CentreId[]): Promise<CentreEntryRow[]> =>
  views(tx).selectFrom('directory_v_centre').selectAll().where('centre_id', '=', within(ids)).execute()

/** The public centres of these providers. */
export const listCentresOf = (tx: Tx, providers: readonly ProviderId[]): Promise<CentreEntryRow[]> =>
  views(tx)
    .selectFrom('directory_v_centre')
    .selectAll()
    .where('provider_id', '=', within(providers))
    .orderBy('centre_id')
    .execute()

/** The stored stretches of these offers that end after `from`, in order. */
export const listStoredIntervals = (
  tx: Tx,
  offers: readonly OfferId[],
  from: Temporal.Instant
): Promise<IntervalEntry[]> =>
  views(tx)
    .selectFrom('directory_v_open_interval')
    .selectAll()
    .where('offer_id', '=', within(offers))
    .where('ends_at', '>', sql<Date>`${from.toString()}::timestamptz`)
    .orderBy('offer_id')
    .orderBy('kind')
    .orderBy('starts_at')
    .execute()

/** Closures of public centres that are not over on `today`; of one centre where a slug is named. */
export const listCurrentClosures = (tx: Tx, today: Temporal.PlainDate): Promise<ClosureEntry[]> =>
  views(tx)
    .selectFrom('directory_v_closure')
    .selectAll()
    .where(sql<boolean>`(ends_on IS NULL OR ends_on >= ${today.toString()})`)
    .orderBy('starts_on')
    .orderBy('closure_id')
    .execute()

/** Everything public, in the order of sources and their ids. */
export const listEverything = async (tx: Tx) => {
  const ordered = <
    Name extends Exclude<keyof DirectoryViews, 'directory_v_closure' | 'directory_v_open_interval'>
  >(
    name: Name
  ) =>
    sql<View<Name>>`SELECT * FROM ${sql.table(name)} ORDER BY source COLLATE "C", external_id COLLATE "C"`
      .execute(tx)
      .then(({ rows }) => rows)
  return {
    providers: await ordered('directory_v_provider'),
    centres: await ordered('directory_v_centre'),
    services: await ordered('directory_v_service'),
    offers: await ordered('directory_v_offer')
  }
}
