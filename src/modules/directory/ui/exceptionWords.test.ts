import { describe, expect, it } from 'vitest'
import type { Closure, HoursException } from '../model.ts'
import { sharedExceptionWords } from './exceptionWords.ts'

const holiday: HoursException = {
  kind: 'holiday',
  day: Temporal.PlainDate.from('2026-11-18'),
  holiday: 'repentance'
}
const closure = (day: string): HoursException => {
  const closed: Closure = {
    startsOn: Temporal.PlainDate.from(day),
    endsOn: Temporal.PlainDate.from(day),
    reason: 'training',
    note: null
  }
  return { kind: 'closure', closure: closed }
}
const said = (...next: (HoursException | null)[]) =>
  sharedExceptionWords(
    next.map((nextException) => ({ nextException })),
    'de'
  )

describe('sharedExceptionWords', () => {
  it('says a public holiday once, though not every service has hours that day', () => {
    expect(said(holiday, null, holiday)).toContain('Buß- und Bettag')
  })

  it('says a closure once where it is next everywhere', () => {
    expect(said(closure('2026-12-03'), closure('2026-12-03'))).toContain('3. Dezember 2026')
  })

  it.each<[what: string, next: (HoursException | null)[]]>([
    ['a closure of one service', [closure('2026-12-03'), null]],
    ['different days', [closure('2026-12-03'), closure('2026-12-04')]],
    ['a closure and a holiday', [closure('2026-12-03'), holiday]],
    ['nothing', [null, null]],
    ['no service', []]
  ])('leaves %s to the services', (_, next) => {
    expect(said(...next)).toBe('')
  })
})
