import { expect, test } from 'vitest'
import {
  countyOf,
  findCountyKey,
  findMunicipalityKey,
  findPostcode,
  stateOf,
  type MunicipalityKey
} from './model.ts'

test.each([
  [findMunicipalityKey, '14612000', ['1461200', '146120000', '1461200a', ' 14612000', '١٤٦١٢٠٠٠']],
  [findCountyKey, '14612', ['1461', '146120', 'abcde', '']],
  [findPostcode, '01099', ['1099', '010990', 'D-01099', '01099\n']]
])('a key is exactly its digits', (find, right, wrong) => {
  expect(find(right)).toBe(right)
  for (const text of wrong) expect(find(text)).toBeUndefined()
})

test('county and state are the beginning of the municipality key', () => {
  const dresden = '14612000' as MunicipalityKey
  expect(countyOf(dresden)).toBe('14612')
  expect(stateOf(dresden)).toBe('14')
})
