import { expect, test } from 'vitest'
import { dueOf, workPathIn } from './taskRules.ts'

const TODAY = Temporal.PlainDate.from('2026-11-24')

test.each([
  ['2026-11-23', 'late'],
  ['2026-11-24', 'today'],
  ['2026-11-25', 'soon'],
  ['2026-12-01', 'soon'],
  ['2026-12-02', 'later'],
  [undefined, 'open']
] as const)('what is due on %s is %s', (day, due) => {
  expect(dueOf(day && Temporal.PlainDate.from(day), TODAY)).toBe(due)
})

test.each([
  ['/work', '/work'],
  ['/work/people/0f8fad5b-d9cb-469f-a165-70867728950e', '/work/people/0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['https://hilfe.example.org/work/teams?page=2', '/work/teams?page=2'],
  ['/work/../sign-out', undefined],
  ['/worker', undefined],
  ['//evil.example/work', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/work/people#"onclick=', undefined],
  [`/work/${'a'.repeat(300)}`, undefined],
  ['/de/centres', undefined]
])('the page in %s is %s', (text, path) => {
  expect(workPathIn(text)).toBe(path)
})
