import { sql, type Selectable } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, CentreSlug, Closure, IntervalKind, OfferId, Programme } from '../model.ts'
import { closureOf } from './closureRepository.ts'
import type { DirectoryTables, DirectoryViews } from './tables.ts'

export type OfferRow = Selectable<DirectoryViews['directory_v_offer']>
export type CentreRow = Selectable<DirectoryViews['directory_v_centre']>
export type IntervalViewRow = Selectable<DirectoryViews['directory_v_open_interval']>

const views = (tx: Tx) => tx.$extendTables<DirectoryViews>()

const LISTED = [
  'offer_id',
  'offer.centre_id',
  'centre_slug',
  'centre_name',
  'offer.provider_name',
  'service_name',
  'programme',
  'topics',
  'situations',
  'minimum_age',
  'maximum_age',
  'anonymous_possible',
  'interpreter_on_request',
  'languages',
  'language_days',
  'papers_needed',
  'capacity',
  'capacity_on',
  'by_appointment_only',
  'hours_walk_in',
  'hours_appointment',
  'own_catchment',
  'service_catchment',
  'offer.phones',
  'offer.email',
  'offer.channels',
  'offer.street',
  'offer.postcode',
  'offer.town',
  'offer.municipality_key',
  'offer.county_key',
  'offer.latitude',
  'offer.longitude',
  'offer.position_approximate',
  'offer.checked_on',
  'centre.accessibility',
  'centre.checked_on as centre_checked_on'
] as const

/** What a line of a list says of an offer, with what its centre adds. */
export type ListedOfferRow = Awaited<ReturnType<typeof listListedOffers>>[number]

/** The next `limit` offers after one, by the name of their centre and their id. */
export const listListedOffers = (
  tx: Tx,
  after: Pick<OfferRow, 'centre_name' | 'offer_id'> | undefined,
  limit: number
) =>
  views(tx)
    .selectFrom('directory_v_offer as offer')
    .innerJoin('directory_v_centre as centre', 'centre.centre_id', 'offer.centre_id')
    .select(LISTED)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(offer.centre_name, offer.offer_id) > (${after!.centre_name}, ${after!.offer_id}::uuid)`
      )
    )
    .orderBy('offer.centre_name')
    .orderBy('offer.offer_id')
    .limit(limit)
    .execute()

/**
 * For each offer its walk-in stretches that are not over at `now`, in order: beginnings and ends by turns, in milliseconds
 * since 1970, as one text, for they are many.
 */
export const listComingWalkIns = (tx: Tx, now: Temporal.Instant) =>
  views(tx)
    .selectFrom('directory_v_open_interval')
    .select('offer_id')
    .select(
      sql<string>`string_agg((extract(epoch FROM starts_at) * 1000)::bigint || ' ' || (extract(epoch FROM ends_at) * 1000)::bigint, ' ' ORDER BY starts_at)`.as(
        'stretches'
      )
    )
    .where('kind', '=', 'walk_in' satisfies IntervalKind)
    .where('ends_at', '>', sql<Date>`${now.toString()}::timestamptz`)
    .groupBy('offer_id')
    .execute()

/** The closures that are not over on `today`, of all centres or of one, in order; `offerId` null: of the whole centre. */
export const listRunningClosures = async (
  tx: Tx,
  today: Temporal.PlainDate,
  centreId?: CentreId
): Promise<{ centreId: CentreId; offerId: OfferId | null; closure: Closure }[]> => {
  const rows = await views(tx)
    .selectFrom('directory_v_closure')
    .select(['centre_id', 'offer_id', 'starts_on as startsOn', 'ends_on as endsOn', 'reason', 'note'])
    .$if(centreId !== undefined, (query) => query.where('centre_id', '=', centreId!))
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', today.toString())]))
    .orderBy('starts_on')
    .orderBy('closure_id')
    .execute()
  return rows.map((row) => ({ centreId: row.centre_id, offerId: row.offer_id, closure: closureOf(row) }))
}

/** Every offer of one centre. */
export const listOffersAt = (tx: Tx, centreId: CentreId): Promise<OfferRow[]> =>
  views(tx).selectFrom('directory_v_offer').selectAll().where('centre_id', '=', centreId).execute()

/** For each offer the walk-in stretch that ends next after `now`. */
export const listNextWalkIns = async (
  tx: Tx,
  offerIds: readonly OfferId[],
  now: Temporal.Instant
): Promise<Map<OfferId, IntervalViewRow>> => {
  const rows = await views(tx)
    .selectFrom('directory_v_open_interval')
    .selectAll()
    .distinctOn('offer_id')
    .where('offer_id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .where('kind', '=', 'walk_in' satisfies IntervalKind)
    .where('ends_at', '>', sql<Date>`${now.toString()}::timestamptz`)
    .orderBy('offer_id')
    .orderBy('starts_at')
    .execute()
  return new Map(rows.map((row) => [row.offer_id, row]))
}

/** The stretches of the offers that touch the time between two instants, in order. */
export const listIntervals = (
  tx: Tx,
  offerIds: readonly OfferId[],
  from: Temporal.Instant,
  to: Temporal.Instant
): Promise<IntervalViewRow[]> =>
  views(tx)
    .selectFrom('directory_v_open_interval')
    .selectAll()
    .where('offer_id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .where('ends_at', '>', sql<Date>`${from.toString()}::timestamptz`)
    .where('starts_at', '<', sql<Date>`${to.toString()}::timestamptz`)
    .orderBy('starts_at')
    .orderBy('kind')
    .execute()

/** The public centre with this slug. */
export const findCentreRow = (tx: Tx, slug: string): Promise<CentreRow | undefined> =>
  views(tx)
    .selectFrom('directory_v_centre')
    .selectAll()
    .where('slug', '=', slug as CentreSlug)
    .executeTakeFirst()

/** One row a public centre, with the programmes of its offers. */
export const listCentreRows = (tx: Tx) =>
  views(tx)
    .selectFrom('directory_v_centre as centre')
    .leftJoin('directory_v_offer as offer', 'offer.centre_id', 'centre.centre_id')
    .select([
      'centre.slug',
      'centre.name',
      'centre.provider_name',
      'centre.postcode',
      'centre.town',
      'centre.county_key',
      sql<
        Programme[]
      >`coalesce(array_agg(DISTINCT offer.programme) FILTER (WHERE offer.programme IS NOT NULL), '{}')`.as(
        'programmes'
      )
    ])
    .groupBy([
      'centre.slug',
      'centre.name',
      'centre.provider_name',
      'centre.postcode',
      'centre.town',
      'centre.county_key'
    ])
    .execute()

/** The centres of an organisation, with whether they are archived. */
export const selectCentreNames = (tx: Tx, organisationId: OrganisationId) =>
  tx
    .$extendTables<DirectoryTables>()
    .selectFrom('directory_centre')
    .select(['id', 'slug', 'name', 'town', sql<boolean>`archived_at IS NOT NULL`.as('archived')])
    .where('organisation_id', '=', organisationId)
    .execute()

/** The sums of the organisation's directory. */
export const selectCounts = async (tx: Tx) => {
  const tables = tx.$extendTables<DirectoryTables>()
  const row = await tables
    .selectNoFrom((eb) => [
      eb.selectFrom('directory_provider').where('archived_at', 'is', null).select(total).as('providers'),
      eb.selectFrom('directory_centre').where('archived_at', 'is', null).select(total).as('centres'),
      eb.selectFrom('directory_service').where('archived_at', 'is', null).select(total).as('services'),
      eb.selectFrom('directory_service_at_centre').where('archived_at', 'is', null).select(total).as('offers')
    ])
    .executeTakeFirstOrThrow()
  return {
    providers: row.providers ?? 0,
    centres: row.centres ?? 0,
    services: row.services ?? 0,
    offers: row.offers ?? 0
  }
}

const total = sql<number>`count(*)::integer`.as('total')
