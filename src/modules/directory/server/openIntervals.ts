import OpeningHours from 'opening_hours'
import { ZONE } from '#platform/clock/clock.ts'
import { withoutClosures, type Stretch } from '../closures.ts'
import { saxonHolidayOn } from '../saxonHolidays.ts'

// The library reads and writes clock times of the process's zone: in any other, hours at that zone's clock changes are lost.
process.env['TZ'] = ZONE

/** How far ahead hours are computed. */
const DAYS_AHEAD = 60
/** More stretches than this in `DAYS_AHEAD` days are no office hours. */
const MOST_STRETCHES = 1_000
const LONGEST_TEXT = 1_000

/** Saxony decides on holidays. The position matters only to hours that name the sun. */
const SAXONY = { lat: 51.05, lon: 13.35, address: { country_code: 'de', state: 'Sachsen' } }
const OPTIONS = {
  mode: 0,
  locale: 'de',
  tag_key: 'opening_hours',
  map_value: undefined,
  warnings_severity: undefined
}

/** Remarks on style. Every other remark means that the library had to guess, and refuses the text. */
const HARMLESS_WARNINGS: ReadonlySet<string> = new Set([
  'additional_rule_which_evaluates_to_closed',
  'combine_rules',
  'date_past',
  'date_range_past',
  'default_state',
  'empty_comment',
  'hour_min_separator',
  'omit_ko',
  'period_one',
  'period_one_year_plus',
  'please_use_ok_for_ko',
  'public_holiday',
  'separator_for_readability',
  'strange_24_7',
  'use_multi',
  'value_ends_with_token',
  'without_minutes',
  'year_past',
  'zero_calculation'
])

/** The computed hours; `pleaseCall` where the text is understood but cannot be evaluated for these days. */
export type ComputedHours =
  { readonly kind: 'computed'; readonly stretches: readonly Stretch[] } | { readonly kind: 'pleaseCall' }

/** True when the text is valid opening_hours syntax of OpenStreetMap that leaves nothing to guess. */
export const isOpeningHours = (text: string): boolean => {
  if (text.length > LONGEST_TEXT) return false
  try {
    const warnings = new OpeningHours(text, SAXONY, OPTIONS).getStructuredWarnings()
    return warnings.every((warning) => HARMLESS_WARNINGS.has(warning.type))
  } catch {
    return false
  }
}

/**
 * When people are received from the first hour of `firstDay` on, for `DAYS_AHEAD` days. Texts that say nothing
 * about public holidays are closed on them: no counselling centre receives people on a Saxon holiday unasked.
 * Times the text itself calls uncertain are left out. Clock times are German; of an hour that a clock change
 * repeats the first is meant, and nobody is received in an hour that it leaves out.
 */
export const computeHours = (text: string, firstDay: Temporal.PlainDate): ComputedHours => {
  try {
    const { rest, closed } = withoutHolidays(text)
    const hours = new OpeningHours(rest, SAXONY, OPTIONS)
    const found = hours.getOpenIntervals(midnight(firstDay), midnight(firstDay.add({ days: DAYS_AHEAD })))
    const certain = found.filter(([, , uncertain]) => !uncertain)
    if (certain.length > MOST_STRETCHES) return { kind: 'pleaseCall' }
    const stretches = certain.map(([from, to]) => stretch(from, to)).filter(hasLength)
    return {
      kind: 'computed',
      stretches: closed ? withoutClosures(stretches, holidaysFrom(firstDay)) : stretches
    }
  } catch {
    return { kind: 'pleaseCall' }
  }
}

/** "… closed on holidays" at the end, alone or together with school holidays. */
const CLOSED_AT_LAST = /;\s*PH(?:\s+off|,(SH off))\s*$/

/**
 * The text without what it says of public holidays, if that is at the end that they are closed or nothing at all; then
 * `closed` is true, and they are taken away afterwards: the library works out every holiday of the year anew for
 * each stretch. Any other text stays as it is.
 */
const withoutHolidays = (text: string): { rest: string; closed: boolean } => {
  const rest = text.replace(CLOSED_AT_LAST, (_end, schoolToo?: string) => (schoolToo ? `; ${schoolToo}` : ''))
  return /\bPH\b|24\/7/.test(rest) ? { rest: text, closed: false } : { rest, closed: true }
}

const holidaysFrom = (firstDay: Temporal.PlainDate) =>
  Array.from({ length: DAYS_AHEAD }, (_, ahead) => firstDay.add({ days: ahead }))
    .filter((day) => saxonHolidayOn(day) !== undefined)
    .map((day) => ({ startsOn: day, endsOn: day }))

const midnight = (day: Temporal.PlainDate) => new Date(day.year, day.month - 1, day.day)

const stretch = (from: Date, to: Date): Stretch => ({ startsAt: germanTime(from), endsAt: germanTime(to) })

const hasLength = ({ startsAt, endsAt }: Stretch) => Temporal.Instant.compare(startsAt, endsAt) < 0

const germanTime = (date: Date): Temporal.Instant =>
  new Temporal.PlainDateTime(
    date.getFullYear(),
    date.getMonth() + 1,
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds()
  )
    .toZonedDateTime(ZONE)
    .toInstant()
