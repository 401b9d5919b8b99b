import { expect, test } from 'vitest'
import { ownTextFor } from './ownText.ts'

test('a text of the organisation comes in the reader’s language where somebody wrote it, else in German', () => {
  const text = { de: 'Hallo', en: 'Hello' }
  expect(ownTextFor(text, 'en')).toEqual({ text: 'Hello', html: 'en' })
  expect(ownTextFor(text, 'ar')).toEqual({ text: 'Hallo', html: 'de' })
})
