import { describe, expect, it } from 'vitest'
import type { IntervalKind, OfferDay, OpenInterval } from '../model.ts'
import { weekdaysWords, weekTimes, weekTimesWords } from './weekTimes.ts'

const interval = (day: string, from: string, to: string, kind: IntervalKind = 'walk_in'): OpenInterval => ({
  kind,
  startsAt: Temporal.Instant.from(`${day}T${from}:00+01:00`),
  endsAt: Temporal.Instant.from(`${day}T${to}:00+01:00`)
})
/** Two weeks from a Wednesday on, as the centre's page knows them. */
const days = (...intervals: OpenInterval[]): OfferDay[] =>
  Array.from({ length: 14 }, (_, ahead) => {
    const day = Temporal.PlainDate.from(wednesday).add({ days: ahead })
    const of = (kind: IntervalKind) =>
      intervals.filter((one) => one.kind === kind && one.startsAt.toString().startsWith(day.toString()))
    return {
      day,
      walkIn: of('walk_in'),
      appointment: of('appointment'),
      office: of('office'),
      exception: null
    }
  })
const [wednesday, thursday, monday, tuesday] = [
  '2026-11-25',
  '2026-11-26',
  '2026-11-30',
  '2026-12-01'
] as const
const words = (rows: ReturnType<typeof weekTimes>, locale: 'de' | 'en' | 'ar' = 'de') =>
  rows.map((row) => weekTimesWords(row, locale).replaceAll('\u2060', ''))

describe('weekTimes', () => {
  it('puts days of the same times together, Monday first whatever today is', () => {
    const rows = weekTimes(
      days(
        interval(wednesday, '09:00', '12:00'),
        interval(thursday, '14:00', '18:00'),
        interval(monday, '09:00', '12:00')
      ),
      'walk_in'
    )
    expect(words(rows)).toEqual(['Montag und Mittwoch: 09:00–12:00', 'Donnerstag: 14:00–18:00'])
  })

  it('keeps the kinds apart and leaves out what lies more than a week ahead', () => {
    const all = days(
      interval(wednesday, '09:00', '12:00', 'appointment'),
      interval('2026-12-02', '09:00', '12:00'),
      interval(tuesday, '10:00', '11:00', 'office')
    )
    expect(weekTimes(all, 'walk_in')).toEqual([])
    expect(words(weekTimes(all, 'appointment'))).toEqual(['Mittwoch: 09:00–12:00'])
    expect(words(weekTimes(all, 'office'))).toEqual(['Dienstag: 10:00–11:00'])
  })

  it('says morning and afternoon of a day in one line', () => {
    const rows = weekTimes(
      days(interval(monday, '09:00', '12:00'), interval(monday, '13:00', '17:00')),
      'walk_in'
    )
    expect(words(rows)).toEqual(['Montag: 09:00–12:00 und 13:00–17:00'])
  })

  it('isolates times between letters that run from right to left', () => {
    const [row] = weekTimes(days(interval(monday, '09:00', '12:00')), 'walk_in')
    expect(weekTimesWords(row!, 'ar')).toMatch(/\u2068[^\u2069]*09:00[^\u2069]*12:00\u2069$/u)
  })
})

describe('weekdaysWords', () => {
  it.each([
    [[1], 'Montag'],
    [[1, 2], 'Montag und Dienstag'],
    [[1, 2, 3, 4], 'Montag bis Donnerstag'],
    [[1, 3, 5], 'Montag, Mittwoch und Freitag']
  ])('%j: %s', (weekdays, said) => {
    expect(weekdaysWords(weekdays, 'de')).toBe(said)
  })
})
