import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import {
  listCentresById,
  listCentresOf,
  listCurrentClosures,
  listOffersOfServices,
  listProvidersById,
  listServicesById,
  listServicesOf,
  listStoredIntervals,
  type CentreEntryRow,
  type ClosureEntry,
  type OfferEntry,
  type ProviderEntry,
  type ServiceEntry
} from '../openDataQueries.ts'
import {
  fullLocationOf,
  fullOrganizationOf,
  fullServiceAtLocationOf,
  fullServiceOf,
  locationOf,
  organizationOf,
  serviceAtLocationOf,
  serviceOf,
  type HsdsRecord
} from './hsdsRecords.ts'

/** Services as lists give them: with their organization, and nothing there are several of. */
export const shortServices = async (
  ctx: Ctx,
  tx: Tx,
  rows: readonly ServiceEntry[]
): Promise<HsdsRecord[]> => {
  const today = todayIn(ctx.clock)
  const providers = keyed(
    await listProvidersById(tx, unique(rows.map((row) => row.provider_id))),
    'provider_id'
  )
  return rows.map((row) => ({
    ...serviceOf(row, today),
    ...one('organization', providers.get(row.provider_id), organizationOf)
  }))
}

/** Services with everything nested. */
export const fullServices = async (
  ctx: Ctx,
  tx: Tx,
  rows: readonly ServiceEntry[]
): Promise<HsdsRecord[]> => {
  const today = todayIn(ctx.clock)
  const providers = keyed(
    await listProvidersById(tx, unique(rows.map((row) => row.provider_id))),
    'provider_id'
  )
  const offers = await listOffersOfServices(
    tx,
    rows.map((row) => row.service_id)
  )
  const nested = Map.groupBy(await fullOffers(ctx, tx, offers), (offer) => offer['service_id'])
  return rows.map((row) => ({
    ...fullServiceOf(row, today),
    ...one('organization', providers.get(row.provider_id), fullOrganizationOf),
    ...many('service_at_locations', nested.get(row.service_id))
  }))
}

/** Services at locations as lists give them. */
export const shortServicesAtLocations = async (
  ctx: Ctx,
  tx: Tx,
  rows: readonly OfferEntry[]
): Promise<HsdsRecord[]> => {
  const services = await listServicesById(tx, unique(rows.map((row) => row.service_id)))
  const short = new Map((await shortServices(ctx, tx, services)).map((service) => [service['id'], service]))
  const centres = keyed(await listCentresById(tx, unique(rows.map((row) => row.centre_id))), 'centre_id')
  return rows.map((row) => ({
    ...serviceAtLocationOf(row),
    ...one('location', centres.get(row.centre_id), locationOf),
    ...one('service', short.get(row.service_id), (service) => service)
  }))
}

/** Services at locations with everything nested. */
export const fullServicesAtLocations = async (
  ctx: Ctx,
  tx: Tx,
  rows: readonly OfferEntry[]
): Promise<HsdsRecord[]> => {
  const today = todayIn(ctx.clock)
  const services = await listServicesById(tx, unique(rows.map((row) => row.service_id)))
  const providers = keyed(
    await listProvidersById(tx, unique(services.map((row) => row.provider_id))),
    'provider_id'
  )
  const full = new Map(
    services.map((row) => [
      row.service_id as string,
      {
        ...fullServiceOf(row, today),
        ...one('organization', providers.get(row.provider_id), fullOrganizationOf)
      }
    ])
  )
  return (await fullOffers(ctx, tx, rows)).map((offer) => ({
    ...offer,
    ...one('service', full.get(offer['service_id'] as string), (service) => service)
  }))
}

/** Organizations with their locations and services; `fullService`: those with everything nested. */
export const fullOrganizations = async (
  ctx: Ctx,
  tx: Tx,
  rows: readonly ProviderEntry[],
  fullService: boolean
): Promise<HsdsRecord[]> => {
  const ids = rows.map((row) => row.provider_id)
  const today = todayIn(ctx.clock)
  const services = await listServicesOf(tx, ids)
  const nested = fullService
    ? await fullServices(ctx, tx, services)
    : services.map(({ service_id: id, provider_id: organization_id, name, status }) => ({
        id,
        organization_id,
        name,
        status
      }))
  const centres = await listCentresOf(tx, ids)
  const closures = await closuresOf(ctx, tx)
  const locations = centres.map((centre) =>
    fullLocationOf(centre, closures.wholeCentre.get(centre.centre_id) ?? [], today)
  )
  const [byOrganization, placesOf] = [groups(nested), groups(locations)]
  return rows.map((row) => ({
    ...fullOrganizationOf(row),
    ...many('locations', placesOf.get(row.provider_id)),
    ...many('services', byOrganization.get(row.provider_id))
  }))
}

const groups = (records: readonly HsdsRecord[]) =>
  Map.groupBy(records, (record) => record['organization_id'] as string)

const fullOffers = async (ctx: Ctx, tx: Tx, rows: readonly OfferEntry[]): Promise<HsdsRecord[]> => {
  const today = todayIn(ctx.clock)
  const ids = rows.map((row) => row.offer_id)
  const intervals = Map.groupBy(await listStoredIntervals(tx, ids, ctx.clock.now()), (row) => row.offer_id)
  const centres = keyed(await listCentresById(tx, unique(rows.map((row) => row.centre_id))), 'centre_id')
  const closures = await closuresOf(ctx, tx)
  const placeOf = (centre: CentreEntryRow) =>
    fullLocationOf(centre, closures.wholeCentre.get(centre.centre_id) ?? [], today)
  return rows.map((row) => ({
    ...fullServiceAtLocationOf(
      row,
      intervals.get(row.offer_id) ?? [],
      closures.offer.get(row.offer_id) ?? []
    ),
    ...one('location', centres.get(row.centre_id), placeOf)
  }))
}

const closuresOf = async (ctx: Ctx, tx: Tx) => {
  const all = await listCurrentClosures(tx, todayIn(ctx.clock))
  return {
    wholeCentre: Map.groupBy(
      all.filter((closure) => closure.offer_id === null),
      (closure) => closure.centre_id
    ),
    offer: Map.groupBy(all, (closure: ClosureEntry) => closure.offer_id)
  }
}

const unique = <Id>(ids: readonly Id[]): Id[] => [...new Set(ids)]

const keyed = <Row, Key extends keyof Row>(rows: readonly Row[], key: Key): Map<Row[Key], Row> =>
  new Map(rows.map((row) => [row[key], row]))

const one = <Row>(name: string, row: Row | undefined, record: (row: Row) => HsdsRecord): HsdsRecord =>
  row === undefined ? {} : { [name]: record(row) }

const many = (name: string, records: readonly HsdsRecord[] | undefined): HsdsRecord =>
  records === undefined || records.length === 0 ? {} : { [name]: records }
