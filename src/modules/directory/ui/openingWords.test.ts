import { describe, expect, it } from 'vitest'
import { openingWords } from './openingWords.ts'

const now = Temporal.Instant.from('2026-11-24T23:30:00+01:00')
const at = (iso: string) => openingWords({ kind: 'opens', at: Temporal.Instant.from(iso) }, now, 'en')

describe('openingWords', () => {
  it('says until when one can come', () => {
    const words = openingWords(
      { kind: 'open', until: Temporal.Instant.from('2026-11-25T12:00:00+01:00') },
      now,
      'en'
    )
    expect(words).toMatchObject({ look: 'open', label: 'Open now' })
    expect(words.detail).toContain('12:00')
  })

  it.each([
    ['2026-11-24T23:45:00+01:00', 'Opens today'],
    ['2026-11-25T09:00:00+01:00', 'Opens tomorrow'],
    ['2026-11-26T09:00:00+01:00', 'Opens on Thursday, 26 November'],
    ['2026-11-25T23:30:00Z', 'Opens on Thursday, 26 November']
  ])('counts days as they are counted in Germany: %s', (iso, label) => {
    expect(at(iso).label.replace('Thursday 26', 'Thursday, 26')).toBe(label)
  })

  it('says why it is closed, and until when', () => {
    const until = Temporal.PlainDate.from('2026-12-31')
    const closed = openingWords({ kind: 'closed', reason: 'illness', until }, now, 'en')
    expect(closed).toMatchObject({ look: 'shut', label: 'Closed because of illness' })
    expect(closed.detail).toContain('31 December 2026')
    expect(openingWords({ kind: 'closed', reason: 'moving' }, now, 'en').detail).toBe('until further notice')
  })

  it('never calls an appointment closed', () => {
    expect(openingWords({ kind: 'byAppointment' }, now, 'de').look).toBe('appt')
    expect(openingWords({ kind: 'unknown' }, now, 'de').look).toBe('ask')
  })
})
