import { describe, expect, test } from 'vitest'
import type { Closure, OpenInterval } from './model.ts'
import { DAYS_LOOKED_AT, nextException } from './nextException.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-10')

/** Hours from 9 to 12 on some weekdays (1 is Monday) of the days looked at, but not on some days. */
const hours = (
  weekdays: readonly number[],
  but: readonly string[] = [],
  kind: OpenInterval['kind'] = 'walk_in'
): OpenInterval[] =>
  Array.from({ length: DAYS_LOOKED_AT }, (_, ahead) => today.add({ days: ahead }))
    .filter((date) => weekdays.includes(date.dayOfWeek) && !but.includes(date.toString()))
    .map((date) => ({
      kind,
      startsAt: date.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '09:00' }).toInstant(),
      endsAt: date.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '12:00' }).toInstant()
    }))
const closure = (startsOn: string, endsOn: string | null): Closure => ({
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  reason: 'training',
  note: null
})
const REPENTANCE = '2026-11-18'
const repentance = { kind: 'holiday', day: day(REPENTANCE), holiday: 'repentance' }

describe('nextException', () => {
  test('a holiday that takes hours away', () => {
    expect(nextException(today, [], hours([3], [REPENTANCE]))).toEqual(repentance)
  })

  test.each([
    ['on a weekday without hours', hours([1, 2], [])],
    ['on which it is open all the same', hours([3])],
    ['that takes away only the phone', hours([3], [REPENTANCE], 'office')]
  ])('no holiday %s', (_name, intervals) => {
    expect(nextException(today, [], intervals)).toBeNull()
  })

  test('no holiday for a house that is always open', () => {
    const always = {
      kind: 'walk_in',
      startsAt: hours([2])[0]!.startsAt,
      endsAt: hours([2]).at(-1)!.endsAt
    } as const
    expect(nextException(today, [], [always])).toBeNull()
  })

  test('a closure that begins before it comes first, one that covers it is not said twice', () => {
    const training = closure('2026-11-16', '2026-11-19')
    expect(nextException(today, [training], hours([3], [REPENTANCE]))).toEqual({
      kind: 'closure',
      closure: training
    })
    const underWay = closure('2026-11-09', '2026-11-20')
    expect(nextException(today, [underWay], hours([3], ['2026-11-11', REPENTANCE]))).toBeNull()
  })

  test.each([
    ['2026-11-24', true],
    ['2026-11-25', false],
    ['2026-11-10', false]
  ])('a closure from %s on is announced: %s', (startsOn, announced) => {
    expect(nextException(today, [closure(startsOn, null)], hours([1])) !== null).toBe(announced)
  })
})
