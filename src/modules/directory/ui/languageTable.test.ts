import { expect, test } from 'vitest'
import { languageTable } from './languageTable.ts'

test('puts languages of the same days together, those of every day first', () => {
  expect(
    languageTable([
      { language: 'uk', weekdays: [5] },
      { language: 'ar', weekdays: [4, 2] },
      { language: 'de', weekdays: [] },
      { language: 'fa', weekdays: [2, 4] },
      { language: 'en', weekdays: [1, 2, 3, 4, 5, 6, 7] }
    ])
  ).toEqual([
    { weekdays: [], languages: ['de', 'en'] },
    { weekdays: [2, 4], languages: ['ar', 'fa'] },
    { weekdays: [5], languages: ['uk'] }
  ])
})
