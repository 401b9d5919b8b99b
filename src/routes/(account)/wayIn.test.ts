import { expect, test } from 'vitest'
import { backOf, onward } from './wayIn.ts'

const at = (query: string) => new URL(`http://localhost/sign-in${query}`)

test.each([
  ['?back=%2Fwork%2Fpeople%3Fsearch%3Da', '/work/people?search=a'],
  ['?back=/sign-in/enrol', '/sign-in/enrol'],
  ['?back=/sign-in/passkey', '/sign-in/passkey'],
  ['', '/work'],
  ['?back=', '/work'],
  ['?back=//evil.example', '/work'],
  ['?back=https://evil.example/work', '/work'],
  ['?back=/workshop', '/work'],
  ['?back=/de', '/work'],
  ['?back=/sign-out', '/work'],
  ['?back=/work/%5C%5Cevil', '/work'],
  ['?back=/work%0d%0aset-cookie:a', '/work'],
  ['?back=/work/@evil.example:80', '/work']
])('%s leads to %s', (query, expected) => {
  expect(backOf(at(query))).toBe(expected)
})

test('the way back and the language are kept from page to page, and nothing else', () => {
  expect(onward('/sign-in/second', at('?back=/work/teams&lang=en&x=1'))).toBe(
    '/sign-in/second?back=%2Fwork%2Fteams&lang=en'
  )
  expect(onward('/sign-in/second', at('?/totp'))).toBe('/sign-in/second')
})
