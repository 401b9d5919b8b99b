import { gunzipSync, brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { codingFor, encode } from './contentCoding.ts'
import { createKeptPages, etagOf, isKnownTo, OVERHEAD, type KeptPage } from './keptPages.ts'

const NOON = Date.UTC(2026, 10, 23, 11, 0, 30)
const aPage = (text: string): KeptPage => {
  const body = Buffer.from(text)
  return { headers: {}, etag: etagOf(body), encoded: new Map([['gzip', body]]) }
}

const keeping = (most: number, now = () => NOON, hears = () => true) => createKeptPages({ most, now, hears })

describe('kept pages', () => {
  test('live until the next full minute, when a centre may have opened', () => {
    let now = NOON
    const pages = keeping(10_000, () => now)
    pages.keep('/de', aPage('a'), pages.change)
    now += 29_999
    expect(pages.find('/de')?.etag).toBe(aPage('a').etag)
    now += 1
    expect(pages.find('/de')).toBeUndefined()
    expect(pages.bytes).toBe(0)
  })

  test('are all forgotten after a change, and so is what was begun before it', () => {
    const pages = keeping(10_000)
    const before = pages.change
    pages.keep('/de', aPage('old'), before)
    pages.forget()
    pages.keep('/en', aPage('old too'), before)
    expect([pages.find('/de'), pages.find('/en'), pages.bytes]).toEqual([undefined, undefined, 0])
  })

  test('are neither kept nor found while changes go unheard', () => {
    let hears = true
    const pages = keeping(
      10_000,
      () => NOON,
      () => hears
    )
    pages.keep('/de', aPage('a'), pages.change)
    expect(pages.find('/de')).toBeDefined()
    hears = false
    pages.keep('/en', aPage('b'), pages.change)
    expect(pages.find('/de')).toBeUndefined()
    hears = true
    expect([pages.find('/de'), pages.find('/en')].map(Boolean)).toEqual([true, false])
  })

  test('never take more room than they may; what was not asked for longest goes first', () => {
    const pages = keeping(100 + 2 * OVERHEAD)
    pages.keep('1', aPage('x'.repeat(39)), 0)
    pages.keep('2', aPage('x'.repeat(39)), 0)
    pages.find('1')
    pages.keep('3', aPage('x'.repeat(39)), 0)
    expect([pages.find('1'), pages.find('2'), pages.find('3')].map(Boolean)).toEqual([true, false, true])
    expect(pages.bytes).toBe(80 + 2 * OVERHEAD)
    pages.keep('4', aPage('x'.repeat(200 + OVERHEAD)), 0)
    expect([pages.find('4'), pages.bytes]).toEqual([undefined, 0])
  })

  test('count their compressed bytes, once', () => {
    const pages = keeping(100 + 2 * OVERHEAD)
    const page = aPage('x'.repeat(49))
    pages.keep('1', page, 0)
    pages.grow('1', page, 'br', Buffer.alloc(20))
    expect([pages.bytes, page.encoded.get('br')?.length]).toEqual([70 + OVERHEAD, 20])
    pages.grow('1', aPage('another'), 'br', Buffer.alloc(20))
    expect(pages.bytes).toBe(70 + OVERHEAD)
    pages.keep('1', aPage('y'), 0)
    expect(pages.bytes).toBe(2 + OVERHEAD)
  })
})

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.0', undefined],
  ['identity', undefined],
  ['', undefined],
  [undefined, undefined],
  ['*', undefined]
])('whoever accepts %s is sent %s', (header, coding) => {
  expect(codingFor(header)).toBe(coding)
})

test('a page is the same after any coding', () => {
  const body = Buffer.from('مركز · Stelle '.repeat(500))
  expect(brotliDecompressSync(encode(body, 'br')).equals(body)).toBe(true)
  expect(gunzipSync(encode(body, 'gzip')).equals(body)).toBe(true)
})

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
  ['', false],
  [undefined, false]
])('If-None-Match %s knows the page: %s', (header, known) => {
  expect(isKnownTo(header, '"a"')).toBe(known)
})
