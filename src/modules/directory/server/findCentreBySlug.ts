import type { Ctx } from '#platform/ctx.ts'
import { contactChannels } from '../contactChannels.ts'
import { currentAlert } from '../currentAlert.ts'
import { PROGRAMMES, type CentreOffer, type CentrePage, type OpenInterval } from '../model.ts'
import { DAYS_LOOKED_AT, nextException } from '../nextException.ts'
import { ZONE } from '#platform/clock/clock.ts'
import {
  findCentreRow,
  listClosures,
  listIntervals,
  listNextWalkIns,
  listOffersAt,
  type CentreRow,
  type IntervalViewRow,
  type OfferRow
} from './directoryQueries.ts'
import {
  dayOf,
  germanDay,
  instantOf,
  offerFacts,
  publicPlace,
  timesOf,
  type OfferTimes
} from './offerScreen.ts'

const DAYS_SHOWN = 7

/** Everything the public may know about the centre with this slug; `undefined` when no public centre has it. */
export const findCentreBySlug = (ctx: Ctx, slug: string): Promise<CentrePage | undefined> =>
  ctx.read(async (tx) => {
    const centre = await findCentreRow(tx, slug)
    if (!centre) return undefined
    const now = ctx.clock.now()
    const today = germanDay(now)
    const offers = await listOffersAt(tx, centre.centre_id)
    const ids = offers.map((offer) => offer.offer_id)
    const next = await listNextWalkIns(tx, ids, now)
    const closures = await listClosures(tx, offers, today)
    const coming = await listIntervals(
      tx,
      ids,
      midnight(today),
      midnight(today.add({ days: DAYS_LOOKED_AT }))
    )
    return {
      ...centreFacts(centre, offers, today),
      offers: offers
        .map((row) => ({
          ...offerFacts(row, timesOf(row, next, closures), now),
          ...offerNotes(row, today),
          ...offerTimes(row, timesOf(row, next, closures), coming, today)
        }))
        .sort(byProgramme)
    }
  })

const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(ZONE).toInstant()

const centreFacts = (
  row: CentreRow,
  offers: readonly OfferRow[],
  today: Temporal.PlainDate
): Omit<CentrePage, 'offers'> => ({
  ...publicPlace(row),
  ...checkOf(row, offers),
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
  description: row.description,
  website: row.website,
  feesNote: row.fees_note,
  eligibilityNote: row.eligibility_note,
  papersNote: row.papers_note,
  alert: currentAlert(row.alert, row.alert_until, today),
  applicationNote: row.application_note,
  hoursNote: row.hours_note
})

const offerTimes = (
  row: OfferRow,
  { closures }: OfferTimes,
  coming: readonly IntervalViewRow[],
  today: Temporal.PlainDate
) => {
  const own = coming.filter((interval) => interval.offer_id === row.offer_id).map(openInterval)
  const end = midnight(today.add({ days: DAYS_SHOWN }))
  return {
    intervals: own.filter(({ startsAt }) => Temporal.Instant.compare(startsAt, end) < 0),
    closures,
    nextException: nextException(today, closures, own)
  }
}

const openInterval = (row: IntervalViewRow): OpenInterval => ({
  kind: row.kind,
  startsAt: instantOf(row.starts_at),
  endsAt: instantOf(row.ends_at)
})

const names = new Intl.Collator('de')
const rank = ({ programme }: CentreOffer) =>
  programme === null ? PROGRAMMES.length : PROGRAMMES.indexOf(programme)

const byProgramme = (a: CentreOffer, b: CentreOffer) =>
  rank(a) - rank(b) || names.compare(a.serviceName, b.serviceName)
