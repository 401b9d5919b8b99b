import { describe, expect, test } from 'vitest'
import { announcements } from './announcements.ts'
import type { DayException, OfferDay } from './model.ts'

const FIRST = Temporal.PlainDate.from('2026-12-22')
const stretch = {
  kind: 'walk_in',
  startsAt: Temporal.Instant.from('2026-12-22T08:00:00Z'),
  endsAt: Temporal.Instant.from('2026-12-22T11:00:00Z')
} as const
const SIGNS: Readonly<Record<string, DayException>> = {
  c: { kind: 'closed' },
  h: { kind: 'holiday', holiday: 'christmasDay' },
  '!': { kind: 'changed' },
  s: {
    kind: 'closure',
    closure: { startsOn: FIRST, endsOn: null, reason: 'works', note: null }
  }
}

/** A timetable from 22 December on: `o` open, `-` regularly closed, `c` closed, `h` holiday, `!` changed, `s` shut. */
const days = (signs: string): OfferDay[] =>
  [...signs].map((sign, ahead) => ({
    day: FIRST.add({ days: ahead }),
    walkIn: 'o!'.includes(sign) ? [stretch] : [],
    appointment: [],
    office: [],
    exception: SIGNS[sign] ?? null
  }))
const said = (all: ReturnType<typeof announcements>) =>
  JSON.parse(JSON.stringify(all)) as { house: object[]; own: object[][] }

describe('announcements', () => {
  test('closed days with no open one between them are one, and take the holidays among them in', () => {
    expect(said(announcements([days('ooch--cccch--oo')])).house).toEqual([
      { kind: 'closed', from: '2026-12-24', to: '2027-01-01' }
    ])
  })

  test('holidays alone are named, and an open day sets closed days apart', () => {
    expect(said(announcements([days('oh--hoco')])).house).toEqual([
      { kind: 'holiday', day: '2026-12-23', holiday: 'christmasDay' },
      { kind: 'holiday', day: '2026-12-26', holiday: 'christmasDay' },
      { kind: 'closed', from: '2026-12-28', to: '2026-12-28' }
    ])
  })

  test('what holds for the whole house is said once, the rest where it belongs', () => {
    expect(said(announcements([days('ooch!o'), days('o-chco')]))).toEqual({
      house: [{ kind: 'closed', from: '2026-12-24', to: '2026-12-25' }],
      own: [
        [{ kind: 'changed', day: '2026-12-26' }],
        [{ kind: 'closed', from: '2026-12-26', to: '2026-12-26' }]
      ]
    })
  })

  test('closures are told by themselves, and nothing is said of a house without services', () => {
    expect(said(announcements([days('oss-')]))).toEqual({ house: [], own: [[]] })
    expect(said(announcements([]))).toEqual({ house: [], own: [] })
  })
})
