import { describe, expect, it } from 'vitest'
import { openDays } from './openDays.ts'

const now = Temporal.Instant.from('2026-10-24T23:30:00+02:00')
const interval = (startsAt: string, endsAt: string, kind: 'walk_in' | 'appointment' = 'walk_in') => ({
  kind,
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt)
})

describe('openDays', () => {
  it('shows seven days, today first, over the end of summer time', () => {
    const days = openDays([], now).map(({ day }) => day.toString())
    expect(days).toHaveLength(7)
    expect(days[0]).toBe('2026-10-24')
    expect(days[6]).toBe('2026-10-30')
  })

  it('puts an interval on the day on which it begins in Germany, by kind', () => {
    const early = interval('2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z')
    const later = interval('2026-10-26T08:00:00Z', '2026-10-26T11:00:00Z', 'appointment')
    const days = openDays([early, later], now)
    expect(days[1]!.walkIn).toEqual([early])
    expect(days[2]!.appointment).toEqual([later])
    expect(days.flatMap(({ walkIn, appointment }) => [...walkIn, ...appointment])).toHaveLength(2)
  })

  it('shows a house that never closes as open on each day', () => {
    const always = interval('2026-10-23T22:00:00Z', '2026-12-22T23:00:00Z')
    expect(openDays([always], now).map(({ walkIn }) => walkIn.length)).toEqual([1, 1, 1, 1, 1, 1, 1])
  })
})
