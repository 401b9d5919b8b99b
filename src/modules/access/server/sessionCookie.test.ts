import { expect, test } from 'vitest'
import { aCookieJar } from '#testing/cookieJar.ts'
import { describeDevice } from './describeDevice.ts'
import { clearSessionCookie, maySignInAt, readSessionCookie, setSessionCookie } from './sessionCookie.ts'

test.each([
  ['https://hilfe.example.org/work', '__Host-anlaufstelle', true],
  ['http://localhost:3000/work', 'anlaufstelle', false],
  ['http://127.0.0.1/work', 'anlaufstelle', false],
  ['http://[::1]:3000/', 'anlaufstelle', false]
])('at %s the token lies in %s, out of reach for scripts', (address, name, secure) => {
  const { jar, cookies } = aCookieJar()
  const url = new URL(address)
  setSessionCookie(cookies, url, 'token')
  expect([...jar]).toEqual([
    [name, { value: 'token', options: { path: '/', httpOnly: true, sameSite: 'lax', secure } }]
  ])
  expect(readSessionCookie(cookies, url)).toBe('token')
  clearSessionCookie(cookies, url)
  expect(readSessionCookie(cookies, url)).toBeUndefined()
})

test.each(['http://hilfe.example.org/', 'http://192.168.0.7/', 'http://localhost.example.org/'])(
  'at %s nobody signs in',
  (address) => {
    const { jar, cookies } = aCookieJar()
    const url = new URL(address)
    expect(maySignInAt(url)).toBe(false)
    expect(() => setSessionCookie(cookies, url, 'token')).toThrow('https')
    jar.set('anlaufstelle', { value: 'token', options: {} })
    expect(readSessionCookie(cookies, url)).toBeUndefined()
  }
)

test('over https the plain name is worth nothing', () => {
  const { jar, cookies } = aCookieJar()
  jar.set('anlaufstelle', { value: 'planted', options: {} })
  expect(readSessionCookie(cookies, new URL('https://hilfe.example.org/'))).toBeUndefined()
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge, Windows'
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome, Android'
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari, iOS'
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari, macOS'
  ],
  ['curl/8.0', ''],
  ['Firefox/1 '.repeat(1000), 'Firefox'],
  [null, '']
])('%s is %s', (userAgent, words) => {
  expect(describeDevice(userAgent)).toBe(words)
})
