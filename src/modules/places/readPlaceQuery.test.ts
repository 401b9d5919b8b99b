import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlaceQuery } from './readPlaceQuery.ts'

describe('readPlaceQuery', () => {
  test.each([
    '01099',
    ' 01099 ',
    '01099 Dresden',
    'Dresden 01099',
    'D-01099',
    'D 01099',
    'DE-01099',
    'd01099',
    '010 99',
    '０１０９９',
    '٠١٠٩٩',
    '۰۱۰۹۹',
    '\u202e01099\u202c',
    '01\u00a0099',
    '01099\u0000'
  ])('reads the postcode in %j', (text) => {
    expect(readPlaceQuery(text)).toEqual({ kind: 'postcode', postcode: '01099' })
  })

  test.each([
    ['01', '01'],
    ['010', '010'],
    ['D-0109', '0109'],
    ['۰۱', '01']
  ])('reads the beginning of a postcode in %j', (text, prefix) => {
    expect(readPlaceQuery(text)).toEqual({ kind: 'postcodePrefix', prefix })
  })

  test('a single digit is too short', () => {
    expect(readPlaceQuery('0')).toEqual({ kind: 'tooShort' })
    expect(readPlaceQuery('D-0')).toEqual({ kind: 'tooShort' })
  })

  test.each(['', '   ', '\u0000\u0007', '\u202e\u200f', '– / –'])('%j is empty', (text) => {
    expect(readPlaceQuery(text)).toEqual({ kind: 'empty' })
  })

  test('refuses more than 100 characters, and a megabyte of nothing', () => {
    expect(readPlaceQuery('a'.repeat(100)).kind).toBe('name')
    expect(readPlaceQuery('a'.repeat(101)).kind).toBe('tooLong')
    expect(readPlaceQuery('\u0000'.repeat(1_000_000)).kind).toBe('tooLong')
  })

  test.each([
    ['Görlitz', 'gorlitz'],
    ['Gör\u0000litz', 'gor litz'],
    ['Drez\u202eno', 'drezno'],
    ['Дрезден', 'дрезден'],
    ['123456', '123456'],
    ['012 Dresden', '012 dresden'],
    ['Dorf', 'dorf'],
    ['De', 'de']
  ])('%j is a name folded %j', (text, folded) => {
    expect(readPlaceQuery(text)).toMatchObject({ kind: 'name', folded })
  })

  test('never throws and never lets control or format characters through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const query = readPlaceQuery(text)
        if (query.kind === 'name') expect(query.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        if (query.kind === 'postcode') expect(query.postcode).toMatch(/^[0-9]{5}$/)
      })
    )
  })
})
