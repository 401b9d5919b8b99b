import { describe, expect, test } from 'vitest'
import { withoutClosures } from './closures.ts'
import type { Closure, OfferDay, OpenInterval } from './model.ts'
import { DAYS_COMPARED, offerDays } from './offerDays.ts'

type Times = readonly (readonly [from: string, to: string])[]

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (date: Temporal.PlainDate, time: string) =>
  date.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: time }).toInstant()
const closure = (startsOn: string, endsOn: string | null): Closure => ({
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  reason: 'training',
  note: null
})

/** Walk-in hours of every day compared, as `timesOf` has them. */
const hoursFrom = (
  today: string,
  timesOf: (date: Temporal.PlainDate) => Times,
  kind: OpenInterval['kind'] = 'walk_in'
): OpenInterval[] =>
  Array.from({ length: DAYS_COMPARED }, (_, ahead) => day(today).add({ days: ahead })).flatMap((date) =>
    timesOf(date).map(([from, to]) => ({ kind, startsAt: at(date, from), endsAt: at(date, to) }))
  )
const MORNING: Times = [['09:00', '12:00']]
const on =
  (weekdays: readonly number[], but: readonly string[] = []) =>
  (date: Temporal.PlainDate) =>
    weekdays.includes(date.dayOfWeek) && !but.includes(date.toString()) ? MORNING : []
const kindsOf = (days: readonly OfferDay[]) =>
  days.flatMap(({ day: date, exception }) => (exception ? [`${date.toString()} ${exception.kind}`] : []))

describe('offerDays', () => {
  test('shows fourteen days with German clock times over the end of summer time', () => {
    const days = offerDays(day('2026-10-19'), [], hoursFrom('2026-10-19', on([1, 2, 3, 4, 5])))
    expect(days.map(({ day: date }) => date.toString())).toEqual([
      ...['19', '20', '21', '22', '23', '24', '25'].map((date) => `2026-10-${date}`),
      ...['26', '27', '28', '29', '30', '31'].map((date) => `2026-10-${date}`),
      '2026-11-01'
    ])
    expect(days[0]!.walkIn[0]!.startsAt.toString()).toBe('2026-10-19T07:00:00Z')
    expect(days[7]!.walkIn[0]!.startsAt.toString()).toBe('2026-10-26T08:00:00Z')
    expect(kindsOf(days)).toEqual([])
  })

  test('sets the kinds apart and keeps hours of today that are over', () => {
    const days = offerDays(
      day('2026-11-10'),
      [],
      [
        ...hoursFrom('2026-11-10', on([2])),
        ...hoursFrom('2026-11-10', on([2, 3]), 'appointment'),
        ...hoursFrom('2026-11-10', on([4]), 'office')
      ]
    )
    const counts = ({ walkIn, appointment, office }: OfferDay) =>
      [walkIn, appointment, office].map((of) => of.length)
    expect(days.slice(0, 4).map(counts)).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0]
    ])
  })

  test('shows a night that began yesterday from midnight on, and a house that never closes on every day', () => {
    const today = day('2026-11-10')
    const night = {
      kind: 'walk_in',
      startsAt: at(day('2026-11-09'), '22:00'),
      endsAt: at(today, '06:00')
    } as const
    const [first] = offerDays(today, [], [night])
    expect(first!.walkIn).toEqual([{ ...night, startsAt: at(today, '00:00') }])
    const always = { ...night, endsAt: at(day('2027-01-05'), '00:00') }
    expect(offerDays(today, [], [always]).map(({ walkIn }) => walkIn.length)).toEqual(Array(14).fill(1))
  })

  test('names the day of repentance where it takes hours away, and only there', () => {
    const wednesdays = offerDays(day('2026-11-10'), [], hoursFrom('2026-11-10', on([3], ['2026-11-18'])))
    expect(wednesdays[8]!.exception).toEqual({ kind: 'holiday', holiday: 'repentance' })
    expect(kindsOf(offerDays(day('2026-11-10'), [], hoursFrom('2026-11-10', on([2]))))).toEqual([])
    expect(kindsOf(offerDays(day('2026-11-10'), [], hoursFrom('2026-11-10', on([3]))))).toEqual([])
  })

  test('tells of a closure on each of its days, today included, before any holiday', () => {
    const shut = closure('2026-11-10', '2026-11-18')
    const hours = withoutClosures(hoursFrom('2026-11-10', on([2, 3])), [shut])
    const days = offerDays(day('2026-11-10'), [shut], hours)
    expect(days.map(({ exception }) => exception?.kind ?? '-').join(' ')).toBe(
      `${'closure '.repeat(9)}- - - - -`
    )
    expect(days[0]!.exception).toEqual({ kind: 'closure', closure: shut })
    expect(days[14 - 1]!.walkIn).toEqual([])
    expect(days.filter(({ walkIn }) => walkIn.length > 0).map(({ day: date }) => date.toString())).toEqual([])
  })

  test('a weekday without its usual hours is closed', () => {
    const off = ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31']
    const holidays = ['2026-12-25', '2027-01-01']
    const hours = hoursFrom('2026-12-22', on([1, 2, 3, 4, 5], [...off, ...holidays]))
    expect(kindsOf(offerDays(day('2026-12-22'), [], hours))).toEqual([
      '2026-12-24 closed',
      '2026-12-25 holiday',
      ...off.slice(1).map((date) => `${date} closed`),
      '2027-01-01 holiday'
    ])
  })

  test('other hours than usual are told once, in this week and in the next', () => {
    const short = (special: string) => (date: Temporal.PlainDate) =>
      date.toString() === special ? ([['09:00', '10:00']] as const) : on([1, 2, 3, 4, 5])(date)
    for (const special of ['2026-11-12', '2026-11-19']) {
      const days = offerDays(day('2026-11-10'), [], hoursFrom('2026-11-10', short(special)))
      expect(kindsOf(days).filter((found) => !found.startsWith('2026-11-18'))).toEqual([`${special} changed`])
    }
  })

  test.each<[what: string, timesOf: (date: Temporal.PlainDate) => Times]>([
    ['every other week', (date) => (date.dayOfWeek === 4 && date.weekOfYear! % 2 === 0 ? MORNING : [])],
    [
      'two Saturdays a month',
      (date) => (date.dayOfWeek === 6 && (date.day <= 7 || date.day > 21) ? MORNING : [])
    ],
    [
      'the end of a season',
      (date) =>
        date.dayOfWeek > 5 ? [] : date.month === 11 && date.day < 16 ? [['08:00', '20:00']] : MORNING
    ]
  ])('nothing is called unusual about %s', (_what, timesOf) => {
    expect(
      kindsOf(offerDays(day('2026-11-10'), [], hoursFrom('2026-11-10', timesOf))).filter(
        (found) => !found.endsWith('holiday')
      )
    ).toEqual([])
  })
})
