import { expect, test } from 'vitest'
import { ownLanguageName } from './ownLanguageName.ts'

test.each([
  ['ar', 'العربية'],
  ['uk', 'українська'],
  ['prs', 'دری'],
  ['gsg', undefined],
  ['qaa', undefined],
  ['not a code', undefined]
])('%s calls itself %s', (code, name) => {
  expect(ownLanguageName(code)).toBe(name)
})
