import { ZONE } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PROGRAMMES, type CentreOffer, type CentrePage, type OpenInterval } from '../model.ts'
import {
  findCentreRow,
  listIntervals,
  listNextWalkIns,
  listOffersAt,
  type CentreRow,
  type IntervalViewRow,
  type OfferRow
} from './directoryQueries.ts'
import { instantOf, offerFacts, publicPlace } from './offerScreen.ts'

const DAYS_SHOWN = 7

/** Everything the public may know about the centre with this slug; `undefined` when no public centre has it. */
export const findCentreBySlug = (ctx: Ctx, slug: string): Promise<CentrePage | undefined> =>
  ctx.read(async (tx) => {
    const centre = await findCentreRow(tx, slug)
    if (!centre) return undefined
    const now = ctx.clock.now()
    const midnight = now.toZonedDateTimeISO(ZONE).startOfDay()
    const offers = await listOffersAt(tx, centre.centre_id)
    const ids = offers.map((offer) => offer.offer_id)
    const next = await listNextWalkIns(tx, ids, now)
    const week = await listIntervals(
      tx,
      ids,
      midnight.toInstant(),
      midnight.add({ days: DAYS_SHOWN }).toInstant()
    )
    return {
      ...centreFacts(centre),
      offers: offers
        .map((row) => ({
          ...offerFacts(row, next.get(row.offer_id), now),
          ...offerNotes(row),
          intervals: week.filter((interval) => interval.offer_id === row.offer_id).map(openInterval)
        }))
        .sort(byProgramme)
    }
  })

const centreFacts = (row: CentreRow & { checked_day: string | null }): Omit<CentrePage, 'offers'> => ({
  ...publicPlace(row),
  centreSlug: row.slug,
  centreName: row.name,
  description: row.description,
  providerName: row.provider_name,
  providerWebsite: row.provider_website,
  phones: row.phones,
  email: row.email,
  website: row.website,
  accessNote: row.access_note,
  accessibility: row.accessibility,
  accessibilityNote: row.accessibility_note,
  checkedOn: row.checked_day === null ? null : Temporal.PlainDate.from(row.checked_day)
})

const offerNotes = (row: OfferRow) => ({
  description: row.description,
  website: row.website,
  feesNote: row.fees_note,
  eligibilityNote: row.eligibility_note,
  alert: row.alert,
  applicationNote: row.application_note,
  hoursNote: row.hours_note
})

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
