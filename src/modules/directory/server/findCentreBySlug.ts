import type { Area } from '#modules/places/index.ts'
import { listAreas } from '#modules/places/server/index.ts'
import { germanDay, midnight } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { announcements } from '../announcements.ts'
import { contactChannels } from '../contactChannels.ts'
import { currentAlert } from '../currentAlert.ts'
import {
  PROGRAMMES,
  type CentreOffer,
  type CentrePage,
  type Closure,
  type OfferId,
  type OpenInterval
} from '../model.ts'
import { DAYS_COMPARED, offerDays } from '../offerDays.ts'
import type { WalkIn } from '../openingState.ts'
import {
  findCentreRow,
  listRunningClosures,
  listIntervals,
  listNextWalkIns,
  listOffersAt,
  type CentreRow,
  type IntervalViewRow,
  type OfferRow
} from './directoryQueries.ts'
import { dayOf, instantOf, offerFacts, publicPlace } from './offerScreen.ts'

/** Everything the public may know about the centre with this slug; `undefined` when no public centre has it. */
export const findCentreBySlug = async (ctx: Ctx, slug: string): Promise<CentrePage | undefined> => {
  const now = ctx.clock.now()
  const known = await ctx.read((tx) => readCentre(tx, slug, now))
  if (!known) return undefined
  const areas = await listAreas(ctx, [...new Set(known.offers.flatMap(areaKeys))])
  const offers = known.offers.map((row) => centreOffer(row, known, areas, now)).sort(byProgramme)
  const { house, own } = announcements(offers.map(({ days }) => days))
  return {
    ...centreFacts(known.centre, known.offers, germanDay(now)),
    closures: closuresOf(known, null),
    announcements: house,
    offers: offers.map((offer, index) => ({ ...offer, announcements: own[index]! }))
  }
}

/** What the database says of a centre on one day. */
interface KnownCentre {
  readonly centre: CentreRow
  readonly offers: readonly OfferRow[]
  readonly nextWalkIns: ReadonlyMap<OfferId, IntervalViewRow>
  readonly closures: readonly { readonly offerId: OfferId | null; readonly closure: Closure }[]
  /** The stretches of the days compared. */
  readonly coming: readonly IntervalViewRow[]
}

const readCentre = async (tx: Tx, slug: string, now: Temporal.Instant): Promise<KnownCentre | undefined> => {
  const centre = await findCentreRow(tx, slug)
  if (!centre) return undefined
  const today = germanDay(now)
  const offers = await listOffersAt(tx, centre.centre_id)
  const ids = offers.map((offer) => offer.offer_id)
  const end = midnight(today.add({ days: DAYS_COMPARED }))
  return {
    centre,
    offers,
    nextWalkIns: await listNextWalkIns(tx, ids, now),
    closures: await listRunningClosures(tx, today, centre.centre_id),
    coming: await listIntervals(tx, ids, midnight(today), end)
  }
}

const centreFacts = (
  row: CentreRow,
  offers: readonly OfferRow[],
  today: Temporal.PlainDate
): Omit<CentrePage, 'offers' | 'closures' | 'announcements'> => ({
  ...publicPlace(row),
  ...checkOf(row, offers),
  addressVisibility: row.address_visibility,
  source: row.source,
  centreSlug: row.slug,
  centreName: row.name,
  description: row.description,
  providerName: row.provider_name,
  providerWebsite: row.provider_website,
  phones: row.phones,
  email: row.email,
  website: row.website,
  channels: contactChannels(row.email, row.channels, row.website ?? row.provider_website),
  alert: currentAlert(row.alert, row.alert_until, today),
  accessNote: row.access_note,
  accessibility: row.accessibility,
  accessibilityNote: row.accessibility_note,
  accessibilityNotes: row.accessibility_notes
})

/** Who last checked the centre and when; of a centre that nobody checked, the oldest check of its offers. */
const checkOf = (centre: CentreRow, offers: readonly OfferRow[]) => {
  const oldest = [...offers]
    .filter((offer) => offer.checked_on !== null)
    .sort((a, b) => (a.checked_on! < b.checked_on! ? -1 : 1))[0]
  const check = centre.checked_on === null ? oldest : centre
  return { checkedOn: dayOf(check?.checked_on ?? null), checkedBy: check?.checked_by ?? null }
}

const offerNotes = (row: OfferRow, today: Temporal.PlainDate) => ({
  providerName: row.provider_name,
  description: row.description,
  website: row.website,
  feesNote: row.fees_note,
  eligibilityNote: row.eligibility_note,
  papersNote: row.papers_note,
  alert: currentAlert(row.alert, row.alert_until, today),
  applicationNote: row.application_note,
  hoursNote: row.hours_note
})

const closuresOf = ({ closures }: KnownCentre, offerId: OfferId | null) =>
  closures.filter((shut) => shut.offerId === offerId).map(({ closure }) => closure)

const areaKeys = ({ own_catchment: own, service_catchment: ofService }: OfferRow) =>
  own.length > 0 ? own : ofService

const centreOffer = (
  row: OfferRow,
  known: KnownCentre,
  areas: readonly Area[],
  now: Temporal.Instant
): Omit<CentreOffer, 'announcements'> => {
  const today = germanDay(now)
  const closures = known.closures
    .filter(({ offerId }) => offerId === null || offerId === row.offer_id)
    .map(({ closure }) => closure)
  const intervals = known.coming.filter(({ offer_id: id }) => id === row.offer_id).map(openInterval)
  const reception = intervals.find(({ kind }) => kind !== 'office')
  const keys = areaKeys(row)
  const next = known.nextWalkIns.get(row.offer_id)
  return {
    ...offerFacts(row, { nextWalkIn: next && walkInOf(next), closures }, now),
    ...offerNotes(row, today),
    areas: areas.filter(({ key }) => keys.includes(key)),
    days: offerDays(today, closures, intervals),
    nextDay: reception ? laterOf(today, germanDay(reception.startsAt)) : null,
    closures,
    ownClosures: closuresOf(known, row.offer_id)
  }
}

const laterOf = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(one, other) < 0 ? other : one

const walkInOf = (row: IntervalViewRow): WalkIn => ({
  starts: row.starts_at.getTime(),
  ends: row.ends_at.getTime()
})

const openInterval = (row: IntervalViewRow): OpenInterval => ({
  kind: row.kind,
  startsAt: instantOf(row.starts_at),
  endsAt: instantOf(row.ends_at)
})

const names = new Intl.Collator('de')
type Ranked = Pick<CentreOffer, 'programme' | 'serviceName'>
const rank = ({ programme }: Ranked) =>
  programme === null ? PROGRAMMES.length : PROGRAMMES.indexOf(programme)

const byProgramme = (a: Ranked, b: Ranked) => rank(a) - rank(b) || names.compare(a.serviceName, b.serviceName)
