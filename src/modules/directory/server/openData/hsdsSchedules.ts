import { ZONE } from '#platform/clock/clock.ts'
import type { IntervalKind } from '../../model.ts'
import type { IntervalEntry, OfferEntry } from '../openDataQueries.ts'
import { instantOf } from '../offerScreen.ts'
import { hsdsId } from './hsdsId.ts'
import { weeklySeries, type WeeklySeries } from './weeklySeries.ts'

/** How HSDS's free text `attending_type` tells the kinds of hours apart. */
const ATTENDING: Readonly<Record<IntervalKind, string>> = {
  walk_in: 'walk-in',
  appointment: 'appointment',
  office: 'office'
}

/**
 * The hours of an offer as HSDS schedules: the stored stretches as weekly series of one UTC offset each, with the rule
 * itself in the syntax of OpenStreetMap as `description` and its zone in `notes`. Where nothing is computed, the rule
 * stands alone; hours in words are a schedule with `notes` only.
 */
export const schedulesOf = (offer: OfferEntry, intervals: readonly IntervalEntry[]) => [
  ...kinds(offer).flatMap(([kind, rule]) => ofKind(offer.offer_id, kind, rule, intervals)),
  ...(offer.hours_note === null
    ? []
    : [
        { id: hsdsId('schedule', offer.offer_id, 'note'), ...linked(offer.offer_id), notes: offer.hours_note }
      ])
]

const kinds = (offer: OfferEntry): [IntervalKind, string][] =>
  (
    [
      ['walk_in', offer.hours_walk_in],
      ['appointment', offer.hours_appointment],
      ['office', offer.hours_office]
    ] as const
  ).flatMap(([kind, rule]) => (rule === null ? [] : [[kind, rule] as [IntervalKind, string]]))

const ofKind = (offerId: string, kind: IntervalKind, rule: string, intervals: readonly IntervalEntry[]) => {
  const stretches = intervals
    .filter((interval) => interval.kind === kind)
    .map(({ starts_at, ends_at }) => ({ startsAt: instantOf(starts_at), endsAt: instantOf(ends_at) }))
  const common = { ...linked(offerId), attending_type: ATTENDING[kind], description: rule, notes: ZONE }
  const series = weeklySeries(stretches)
  if (series.length === 0) return [{ id: hsdsId('schedule', offerId, kind, rule), ...common }]
  return series.map((one) => ({ id: idOf(offerId, kind, one), ...common, ...weekly(one) }))
}

const linked = (offerId: string) => ({ service_at_location_id: offerId })

const idOf = (offerId: string, kind: IntervalKind, { firstDay, opensAt, days }: WeeklySeries) =>
  hsdsId('schedule', offerId, kind, firstDay, opensAt, days.join())

const weekly = (series: WeeklySeries) => ({
  freq: 'WEEKLY',
  interval: 1,
  wkst: 'MO',
  byday: series.days.join(','),
  dtstart: series.firstDay,
  until: series.lastDay,
  valid_from: series.firstDay,
  valid_to: series.lastDay,
  timezone: series.offsetHours,
  opens_at: series.opensAt,
  closes_at: series.closesAt
})
