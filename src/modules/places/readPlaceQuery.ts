import { foldPlaceName } from './foldPlaceName.ts'
import type { Postcode } from './model.ts'

/** What a person typed into the place field, understood. */
export type PlaceQuery =
  | { kind: 'postcode'; postcode: Postcode }
  | { kind: 'postcodePrefix'; prefix: string }
  | { kind: 'name'; text: string; folded: string }
  | { kind: 'tooShort' }
  | { kind: 'tooLong' }
  | { kind: 'empty' }

/** Longest text that is searched for, in UTF-16 code units after cleaning. */
export const LONGEST_PLACE_QUERY = 100

const LONGEST_RAW_TEXT = 10_000
const SHORTEST_POSTCODE_PREFIX = 2

/** Code points of the digit zero in scripts the portal's visitors write; the other nine follow it (Unicode Nd). */
const ZEROS = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0e50, 0x1040, 0x17e0, 0xff10]

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find((start) => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** Control characters become blanks; format characters (bidi overrides, joiners) and lone surrogates vanish. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]+/gu, '')
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .trim()
}

function readPostcode(text: string): PlaceQuery | undefined {
  const found = /(?<![0-9])[0-9]{5}(?![0-9])/.exec(text)
  if (found !== null) return { kind: 'postcode', postcode: found[0] as Postcode }
  const digits = text.replace(/^(?:de?\b)?[\s-]*/i, '').replaceAll(' ', '')
  if (!/^[0-9]{1,5}$/.test(digits)) return undefined
  if (digits.length === 5) return { kind: 'postcode', postcode: digits as Postcode }
  if (digits.length < SHORTEST_POSTCODE_PREFIX) return { kind: 'tooShort' }
  return { kind: 'postcodePrefix', prefix: digits }
}

/**
 * Reads what was typed: five digits anywhere are a postcode ("01099 Dresden", "D-01099", digits of other scripts),
 * two to four digits alone the beginning of one, a single digit is too short, anything else a name.
 * Refuses ('tooLong') more than 100 characters. Never throws.
 */
export function readPlaceQuery(raw: string): PlaceQuery {
  if (raw.length > LONGEST_RAW_TEXT) return { kind: 'tooLong' }
  const text = clean(raw)
  if (text.length > LONGEST_PLACE_QUERY) return { kind: 'tooLong' }
  const folded = foldPlaceName(text)
  if (folded === '') return { kind: 'empty' }
  return readPostcode(text) ?? { kind: 'name', text, folded }
}
