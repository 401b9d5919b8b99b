import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZONE } from '#platform/clock/clock.ts'
import type { Stretch } from '../../closures.ts'
import { computeHours } from '../openIntervals.ts'
import { weeklySeries, type WeeklySeries } from './weeklySeries.ts'

const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Writes a series out day by day as a reader of the open data would, who knows nothing but its fixed offsets. */
const writtenOut = (series: WeeklySeries): Stretch[] => {
  const found: Stretch[] = []
  let day = Temporal.PlainDate.from(series.firstDay)
  for (; Temporal.PlainDate.compare(day, series.lastDay) <= 0; day = day.add({ days: 1 })) {
    if (!series.days.includes(NAMES[day.dayOfWeek - 1] as never)) continue
    const nextDay = series.closesAt.slice(0, 5) <= series.opensAt.slice(0, 5)
    found.push({
      startsAt: Temporal.Instant.from(`${day.toString()}T${series.opensAt}`),
      endsAt: Temporal.Instant.from(`${day.add({ days: nextDay ? 1 : 0 }).toString()}T${series.closesAt}`)
    })
  }
  return found
}

const said = (stretches: readonly Stretch[]) =>
  stretches.map(({ startsAt, endsAt }) => `${startsAt.toString()}/${endsAt.toString()}`).sort()

const stretchesOf = (hours: string, firstDay: string) => {
  const computed = computeHours(hours, Temporal.PlainDate.from(firstDay))
  return computed.kind === 'computed' ? computed.stretches : []
}

const HOURS = [
  'Mo-Fr 09:00-12:00',
  'Mo,We 09:00-12:00,13:00-16:00; Th 14:00-18:00',
  'Mo[1] 10:00-12:00; We 09:00-11:00',
  'week 01-53/2 Tu 09:00-12:00',
  'Fr 22:00-02:00',
  'Sa,Su 01:00-04:00',
  'Su 00:00-24:00',
  'Dec 24-Jan 02 off; Tu-Th 08:30-11:45',
  'Mo-Su 07:15-07:45; PH 10:00-11:00'
]
const FIRST_DAYS = ['2026-03-01', '2026-05-20', '2026-10-01', '2026-12-01', '2027-02-10', '2027-09-15']

describe('weekly series', () => {
  it.each(HOURS.flatMap((hours) => FIRST_DAYS.map((day) => [hours, day] as const)))(
    'of "%s" from %s on give the same hours again',
    (hours, day) => {
      const stretches = stretchesOf(hours, day)
      expect(stretches.length).toBeGreaterThan(0)
      expect(said(weeklySeries(stretches).flatMap(writtenOut))).toEqual(said(stretches))
    }
  )

  it('never cross a clock change', () => {
    for (const day of FIRST_DAYS) {
      for (const series of weeklySeries(stretchesOf('Mo-Su 09:00-12:00', day))) {
        const offsets = [series.firstDay, series.lastDay].map(
          (date) =>
            Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' }).offset
        )
        expect(new Set(offsets)).toEqual(new Set([series.opensAt.slice(5)]))
      }
    }
  })

  it('keep weekdays of the same weeks together, and leave a holiday out', () => {
    const series = weeklySeries(stretchesOf('Mo-Fr 09:00-12:00', '2026-11-02'))
    expect(series.map(({ days, firstDay, lastDay }) => `${days.join()} ${firstDay} ${lastDay}`)).toEqual([
      'MO,TU,TH 2026-11-02 2026-12-31',
      'WE 2026-11-04 2026-11-11',
      'FR 2026-11-06 2026-12-18',
      'WE 2026-11-25 2026-12-30'
    ])
  })

  it('cut a stretch of several days at midnight', () => {
    const whole = {
      startsAt: Temporal.Instant.from('2026-10-24T18:00+02:00'),
      endsAt: Temporal.Instant.from('2026-10-27T09:00+01:00')
    }
    const series = weeklySeries([whole]).flatMap(writtenOut)
    expect(said(series)).toEqual([
      '2026-10-24T16:00:00Z/2026-10-24T22:00:00Z',
      '2026-10-24T22:00:00Z/2026-10-25T23:00:00Z',
      '2026-10-25T23:00:00Z/2026-10-26T23:00:00Z',
      '2026-10-26T23:00:00Z/2026-10-27T08:00:00Z'
    ])
  })

  it('give back any stretches that do not overlap', () => {
    const quarters = fc.uniqueArray(fc.integer({ min: 0, max: 96 * 80 }), { minLength: 2, maxLength: 60 })
    const begin = Temporal.Instant.from('2026-02-20T00:00+01:00')
    const at = (quarter: number) => begin.add({ minutes: quarter * 15 })
    fc.assert(
      fc.property(quarters, (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b)
        const stretches = sorted.flatMap((from, index) => {
          const to = sorted[index + 1]
          return index % 2 === 0 && to !== undefined && to - from <= 92
            ? [{ startsAt: at(from), endsAt: at(to) }]
            : []
        })
        expect(said(weeklySeries(stretches).flatMap(writtenOut))).toEqual(said(stretches))
      })
    )
  })
})
