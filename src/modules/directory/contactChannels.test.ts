import { expect, test } from 'vitest'
import { contactChannels } from './contactChannels.ts'
import { currentAlert } from './currentAlert.ts'

test('names the e-mail address first, the website last, and nothing twice', () => {
  const mail = { kind: 'email', value: 'a@b.example', note: 'Sprache nennen' } as const
  const signal = { kind: 'signal', value: '0171 39200 01', note: null } as const
  expect(contactChannels('a@b.example', [signal], 'https://b.example')).toEqual([
    { ...mail, note: null },
    signal,
    { kind: 'web', value: 'https://b.example', note: null }
  ])
  expect(contactChannels('a@b.example', [signal, mail], null)).toEqual([signal, mail])
})

test.each([
  [null, 'Achtung'],
  ['2026-11-10', 'Achtung'],
  ['2026-11-09', null]
])('a notice until %s says on 10 November: %s', (until, said) => {
  expect(currentAlert('Achtung', until, Temporal.PlainDate.from('2026-11-10'))).toBe(said)
})
