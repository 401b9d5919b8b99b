import { intlTag, LOCALES, type Locale } from './locales.ts'
import { textsFor } from './texts.ts'

const ZONE = 'Europe/Berlin'
type IntlFormat =
  Intl.DateTimeFormat | Intl.NumberFormat | Intl.ListFormat | Intl.DisplayNames | Intl.Collator
const kept = new Map<string, IntlFormat>()
const keep = <Format extends IntlFormat>(
  name: string,
  locale: Locale,
  make: (tag: string) => Format
): Format => {
  const key = `${name} ${locale}`
  const format = kept.get(key) ?? make(intlTag(locale))
  kept.set(key, format)
  return format as Format
}

/** What was formatted before: Intl takes longer than everything else that a line of the results says, and the same is said again and again. */
const said = new Map<string, string>()
const MOST_SAID = 10_000

const sayOnce = (name: string, locale: Locale, value: string | number, say: () => string): string => {
  const key = `${name} ${locale} ${value}`
  const known = said.get(key)
  if (known !== undefined) return known
  if (said.size >= MOST_SAID) said.clear()
  const words = say()
  said.set(key, words)
  return words
}

type DateStyle = Intl.DateTimeFormatOptions

/** A moment, in milliseconds since 1970, in the style that goes by `name`. */
const sayMoment = (name: string, locale: Locale, moment: number, style: DateStyle): string =>
  sayOnce(name, locale, moment, () =>
    keep(name, locale, (tag) => new Intl.DateTimeFormat(tag, style)).format(moment)
  )

const TIME: DateStyle = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE }
const NEAR_DAY: DateStyle = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }
const DATE: DateStyle = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }

/** "09:00": the time in Germany, 24 hours in every language. */
export const formatTime = (moment: Temporal.Instant, locale: Locale): string =>
  sayMoment('time', locale, moment.epochMilliseconds, TIME)

/** "24:00": the time at which something ends in Germany; midnight belongs to the day that is over. */
export const formatEndTime = (moment: Temporal.Instant, locale: Locale): string => {
  const time = formatTime(moment, locale)
  return time === '00:00' ? '24:00' : time
}

/** "Dienstag, 24. November": a day of the coming weeks. */
export const formatNearDay = (day: Temporal.PlainDate, locale: Locale): string =>
  sayMoment('nearDay', locale, utcNoon(day), NEAR_DAY)

/** "24. November 2026": a date. */
export const formatDate = (day: Temporal.PlainDate, locale: Locale): string =>
  sayMoment('date', locale, utcNoon(day), DATE)

/** "22. November 2026, 14:30": when something happened, in Germany's time. */
export const formatMoment = (moment: Temporal.Instant, locale: Locale): string =>
  `${formatDate(moment.toZonedDateTimeISO(ZONE).toPlainDate(), locale)}, ${formatTime(moment, locale)}`

const utcNoon = (day: Temporal.PlainDate) => Date.UTC(day.year, day.month - 1, day.day, 12)

/** "1,2" or "12": kilometres, one decimal below ten. */
export const formatKilometres = (kilometres: number, locale: Locale): string => {
  const digits = kilometres < 9.95 ? 1 : 0
  const rounded = Number(kilometres.toFixed(digits))
  return sayOnce('kilometres', locale, rounded, () =>
    keep('number', locale, (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 })).format(rounded)
  )
}

/** "Arabisch, Englisch und Deutsch". */
export const formatList = (items: readonly string[], locale: Locale): string =>
  sayOnce('list', locale, items.join('\n'), () =>
    keep('list', locale, (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items)
  )

/** "Arabisch, Englisch": a row of things without "und", with the comma of the script. */
export const enumerate = (items: readonly string[], locale: Locale): string =>
  items.join(LOCALES[locale].comma)

/**
 * "Arabisch": what a language (BCP 47 code) is called in the reader's language. Intl has no name for German Sign
 * Language, and for Romani sometimes one that its speakers reject; both have texts of their own.
 */
export const formatLanguage = (code: string, locale: Locale): string => {
  const own = OWN_NAMES[code]
  if (own) return textsFor(locale)(own)
  return sayOnce('language', locale, code, () => languageName(code, locale))
}

const languageName = (code: string, locale: Locale) => {
  try {
    return (
      keep('language', locale, (tag) => new Intl.DisplayNames(tag, { type: 'language' })).of(code) ?? code
    )
  } catch {
    return code
  }
}

const OWN_NAMES: Readonly<Partial<Record<string, 'language_gsg' | 'language_rom'>>> = {
  gsg: 'language_gsg',
  rom: 'language_rom'
}

/**
 * Orders names as the reader's language does. Unicode's data have no order for Tigrinya: it gets the root's,
 * in which the Ethiopic letters stand as they are taught, and not that of whatever language the server is set to.
 */
export const compareNames = (a: string, b: string, locale: Locale): number =>
  keep('collator', locale, (tag) => new Intl.Collator([tag, 'en'])).compare(a, b)

const weekdayIn = (width: 'long' | 'short', weekday: number, locale: Locale) =>
  // 1 January 2024 is a Monday.
  sayMoment(`${width}Weekday`, locale, Date.UTC(2024, 0, weekday, 12), { weekday: width, timeZone: 'UTC' })

/** "Dienstag": 1 is Monday, 7 is Sunday. */
export const formatWeekday = (weekday: number, locale: Locale): string => weekdayIn('long', weekday, locale)

/** "Di": 1 is Monday, 7 is Sunday; as short as the language allows. */
export const formatShortWeekday = (weekday: number, locale: Locale): string =>
  weekdayIn('short', weekday, locale)
