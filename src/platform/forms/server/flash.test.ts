import { expect, test } from 'vitest'
import { aCookieJar } from '#testing/cookieJar.ts'
import { leaveFlash, takeFlash } from './flash.ts'

const aVisit = (address: string) => {
  const { jar, cookies } = aCookieJar()
  return { jar, visit: { cookies, url: new URL(address) } }
}

test('a word is left for one page', () => {
  const { jar, visit } = aVisit('https://hilfe.example.org/work')
  leaveFlash(visit, 'roleGranted')
  expect([...jar.keys()]).toEqual(['__Host-anlaufstelle-said'])
  expect([...jar.values()][0]?.options).toEqual({
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: true,
    maxAge: 60
  })
  expect(takeFlash(visit)).toBe('roleGranted')
  expect(takeFlash(visit)).toBeUndefined()
})

test('the own machine has no TLS, and its cookie no prefix that asks for it', () => {
  const { jar, visit } = aVisit('http://localhost:3000/work')
  leaveFlash(visit, 'saved')
  expect([...jar.keys()]).toEqual(['anlaufstelle-said'])
  expect([...jar.values()][0]?.options).toMatchObject({ secure: false })
})

test.each(['<b>Hello</b>', 'two words', 'a_b', 'x'.repeat(41), ''])('%j is no such word', (value) => {
  const { visit } = aVisit('http://localhost/')
  visit.cookies.set('anlaufstelle-said', value, { path: '/' })
  expect(takeFlash(visit)).toBeUndefined()
})
