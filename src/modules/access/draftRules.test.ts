import { expect, test } from 'vitest'
import { draftIn, formPathOf, hasWords, mayBeKept, sendingPath } from './draftRules.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const urlOf = (path: string) => new URL(path, 'https://verein.example')

test.each(['/work/people/invite', '/work/teams?/create', '/work/people?page=2&/resend'])(
  'a draft of %s is sent there with its id, and is of the same address again',
  (path) => {
    const url = urlOf(sendingPath(path, ID))
    expect(draftIn(url)).toBe(ID)
    expect(formPathOf(url)).toBe(path)
  }
)

test.each(['/work', '/work?draft=', '/work?draft=1', `/work?drafts=${ID}`])('%s names no draft', (path) => {
  expect(draftIn(urlOf(path))).toBeUndefined()
})

test.each([
  [{}, false],
  [{ id: ID, note: '  \n' }, false],
  [{ id: ID, note: 'a' }, true],
  [{ note: ID.toUpperCase() }, true]
])('in %j somebody wrote something: %s', (fields, expected) => {
  expect(hasWords(fields)).toBe(expected)
})

test('nothing is kept of passwords, codes and keys', () => {
  expect(mayBeKept('teams.create')).toBe(true)
  for (const permission of ['password.change', 'factors.change', 'key.view', 'key.makeSheet'] as const)
    expect(mayBeKept(permission)).toBe(false)
})
