import { describe, expect, it } from 'vitest'
import type { Announcement, Closure } from '../model.ts'
import { comingWords } from './exceptionWords.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const closure = (startsOn: string): Closure => ({
  startsOn: Temporal.PlainDate.from(startsOn),
  endsOn: null,
  reason: 'training',
  note: null
})
const holiday: Announcement = {
  kind: 'holiday',
  day: Temporal.PlainDate.from('2026-11-30'),
  holiday: 'repentance'
}
const said = (closures: readonly Closure[], announcements: readonly Announcement[] = []) =>
  comingWords({ closures, announcements }, today, 'de')

describe('comingWords', () => {
  it('says a closure from the day after today to two weeks ahead', () => {
    expect(said([closure('2026-11-23')])).toEqual([expect.stringContaining('23. November 2026')])
    expect(said([closure('2026-12-06')])).toHaveLength(1)
  })

  it.each(['2026-11-01', '2026-11-22', '2026-12-07'])('leaves out one from %s on', (day) => {
    expect(said([closure(day)])).toEqual([])
  })

  it('says after the closures what else is not as usual', () => {
    const [first, second] = said([closure('2026-12-03')], [holiday])
    expect(first).toContain('Fortbildung')
    expect(second).toContain('Buß- und Bettag')
  })
})
