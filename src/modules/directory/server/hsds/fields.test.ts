import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  day,
  emailAddress,
  languageCode,
  line,
  numberWithin,
  phoneNumber,
  text,
  webAddress
} from './fields.ts'

const read = (schema: z.ZodType, value: unknown) => {
  const result = schema.safeParse(value)
  return result.success ? result.data : result.error.issues[0]!.message
}

test.each([undefined, null, '', '  '])('%j is absent in every field', (value) => {
  for (const schema of [line(9), text(9), webAddress, emailAddress, phoneNumber, numberWithin(0, 1), day]) {
    expect(read(schema, value)).toBe(null)
  }
})

describe('text', () => {
  test.each([
    [' Haus ', 'Haus'],
    ['a\u0007b\u202ec', 'a b c'],
    ['a\r\nb', 'a\nb'],
    [42, '42'],
    ['a\u0000b', 'directory_import_broken_text'],
    ['a\ud800b', 'directory_import_broken_text'],
    [['a'], 'directory_import_not_text'],
    ['x'.repeat(51), 'directory_import_too_long'],
    ['x'.repeat(10_000_000), 'directory_import_too_long']
  ])('%j', (value, result) => {
    expect(read(text(50), value)).toBe(result)
  })

  test('what is taken is clean, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const result = line(30).safeParse(value)
        if (!result.success || result.data === null) return
        expect(result.data).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(result.data.isWellFormed()).toBe(true)
        expect(result.data.length).toBeLessThanOrEqual(30)
      })
    )
  })
})

test.each([
  ['https://beispiel.example/a?b=c', 'https://beispiel.example/a?b=c'],
  ['HTTPS://beispiel.example', 'https://beispiel.example'],
  ['javascript:alert(1)', 'directory_import_not_url'],
  ['www.beispiel.example', 'directory_import_not_url'],
  ['https://', 'directory_import_not_url'],
  ['https://a b.example', 'directory_import_not_url'],
  ['https://name@beispiel.example', 'directory_import_not_url']
])('web address %s', (value, result) => {
  expect(read(webAddress, value)).toBe(result)
})

test.each([
  ['hallo@beispiel.example', 'hallo@beispiel.example'],
  ['hallo', 'directory_import_not_email'],
  ['a@b.example, c@d.example', 'directory_import_not_email'],
  ['a@b.example\nBcc: x@y.example', 'directory_import_not_email']
])('e-mail address %s', (value, result) => {
  expect(read(emailAddress, value)).toBe(result)
})

test.each([
  ['0351 000 12 34', '0351 000 12 34'],
  ['"+44 1234 234567"', '+44 1234 234567'],
  ['(0351) 000-1234', '(0351) 000-1234'],
  ['tel:0351', 'directory_import_not_phone'],
  ['0351 000 <script>', 'directory_import_not_phone'],
  ['12', 'directory_import_not_phone'],
  ['bitte mailen', 'directory_import_not_phone']
])('telephone number %s', (value, result) => {
  expect(read(phoneNumber, value)).toBe(result)
})

test.each([
  ['51.05', 51.05],
  [90, 90],
  [100, 'directory_import_out_of_range'],
  [Infinity, 'directory_import_not_number'],
  ['Nord', 'directory_import_not_number'],
  [true, 'directory_import_not_number']
])('latitude %j', (value, result) => {
  expect(read(numberWithin(-90, 90), value)).toBe(result)
})

test.each([
  ['2026-02-28', '2026-02-28'],
  ['2026-02-28T10:00:00Z', '2026-02-28'],
  ['2026-02-30', 'directory_import_not_date'],
  ['28.02.2026', 'directory_import_not_date']
])('day %s', (value, result) => {
  expect(read(day, value)).toBe(result)
})

test.each([
  ['de', 'de'],
  ['EN_gb', 'en-GB'],
  ['eng', 'en'],
  ['prs', 'prs'],
  ['KMR', 'kmr'],
  ['Deutsch!', 'directory_import_not_language']
])('language %s', (value, result) => {
  expect(read(languageCode, value)).toBe(result)
})
