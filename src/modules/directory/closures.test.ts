import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closureOn, splitLong, withoutClosures } from './closures.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(text)
const closure = (startsOn: string, endsOn: string | null) => ({
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn)
})
const stretch = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })
const texts = (stretches: readonly ReturnType<typeof stretch>[]) =>
  stretches.map(({ startsAt, endsAt }) => `${startsAt.toString()}/${endsAt.toString()}`)

describe('withoutClosures', () => {
  const night = stretch('2026-10-24T22:00:00+02:00', '2026-10-25T02:30:00+01:00')

  test.each([
    ['the day before it', closure('2026-10-23', '2026-10-23'), ['2026-10-24T20:00:00Z/2026-10-25T01:30:00Z']],
    ['its evening', closure('2026-10-20', '2026-10-24'), ['2026-10-24T22:00:00Z/2026-10-25T01:30:00Z']],
    ['its morning', closure('2026-10-25', '2026-10-26'), ['2026-10-24T20:00:00Z/2026-10-24T22:00:00Z']],
    ['both', closure('2026-10-24', '2026-10-25'), []],
    ['everything to come', closure('2026-10-01', null), []]
  ])('a closure of %s leaves the rest of a night', (_name, shut, left) => {
    expect(texts(withoutClosures([night], [shut]))).toEqual(left)
  })

  test('never leaves a moment of a closed day, and takes none of another', () => {
    const start = at('2026-03-01T00:00:00+01:00')
    const stretches = fc.array(
      fc.tuple(fc.nat(24 * 60), fc.integer({ min: 1, max: 80 })).map(([after, hours]) => ({
        startsAt: start.add({ hours: after }),
        endsAt: start.add({ hours: after + hours })
      })),
      { maxLength: 6 }
    )
    const closures = fc.array(
      fc.tuple(fc.nat(60), fc.option(fc.nat(9), { freq: 4 })).map(([after, days]) => {
        const startsOn = day('2026-03-01').add({ days: after })
        return { startsOn, endsOn: days === null ? null : startsOn.add({ days }) }
      }),
      { maxLength: 4 }
    )
    fc.assert(
      fc.property(stretches, closures, fc.nat(70 * 24 * 2), (open, shut, halfHours) => {
        const moment = start.add({ minutes: 30 * halfHours })
        const holds = (parts: readonly ReturnType<typeof stretch>[]) =>
          parts.some(
            ({ startsAt, endsAt }) =>
              Temporal.Instant.compare(startsAt, moment) <= 0 && Temporal.Instant.compare(moment, endsAt) < 0
          )
        const today = moment.toZonedDateTimeISO('Europe/Berlin').toPlainDate()
        const left = withoutClosures(open, shut)
        expect(holds(left)).toBe(holds(open) && closureOn(shut, today) === undefined)
        expect(left.every(({ startsAt, endsAt }) => Temporal.Instant.compare(startsAt, endsAt) < 0)).toBe(
          true
        )
      })
    )
  })
})

test('of several closures the one that lasts longest counts', () => {
  const [short, long, endless] = [
    closure('2026-11-01', '2026-11-30'),
    closure('2026-11-20', '2026-12-24'),
    closure('2026-11-22', null)
  ]
  expect(closureOn([long, short], day('2026-11-21'))).toBe(long)
  expect(closureOn([endless, short, long], day('2026-11-22'))).toBe(endless)
  expect(closureOn([short, long], day('2026-12-25'))).toBeUndefined()
})

test('splits what lasts for days at German midnights, and no night', () => {
  expect(texts(splitLong(stretch('2026-10-24T12:00:00+02:00', '2026-10-26T12:00:00+01:00')))).toEqual([
    '2026-10-24T10:00:00Z/2026-10-24T22:00:00Z',
    '2026-10-24T22:00:00Z/2026-10-25T23:00:00Z',
    '2026-10-25T23:00:00Z/2026-10-26T11:00:00Z'
  ])
  const night = stretch('2026-10-24T20:00:00+02:00', '2026-10-25T06:00:00+01:00')
  expect(splitLong(night)).toEqual([night])
})
