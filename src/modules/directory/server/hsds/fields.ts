import { z } from 'zod'
import { EVERY_LOCALE, LOCALES } from '#i18n/locales.ts'
import type { ImportReason } from '../../importReport.ts'

type Params = Readonly<Record<string, string | number>>

/** A value that must not reach a table. */
class Refusal {
  readonly reason: ImportReason
  readonly params: Params
  constructor(reason: ImportReason, params: Params = {}) {
    this.reason = reason
    this.params = params
  }
}

/** A schema from a reader of present values: absent, null and empty text are null. */
const field = <Value>(read: (value: unknown) => Value | Refusal) =>
  z
    .unknown()
    .optional()
    .transform((value, context): Value | null => {
      if (value === undefined || value === null) return null
      const result = typeof value === 'string' && value.trim() === '' ? null : read(value)
      if (!(result instanceof Refusal)) return result
      context.addIssue({ code: 'custom', message: result.reason, params: result.params })
      return z.NEVER
    })

/** Makes an absent value a reason to refuse. */
export const required = <Value>(schema: z.ZodType<Value | null>) =>
  schema.transform((value, context): Value => {
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'directory_import_missing' satisfies ImportReason })
    return z.NEVER
  })

/** C0 and C1 controls except the line break, and the marks that reverse the reading direction of what follows. */
const CONTROLS = /[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g

const cleaned = (value: unknown, most: number): string | Refusal => {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return new Refusal('directory_import_not_text')
  if (text.includes('\u0000') || !text.isWellFormed()) return new Refusal('directory_import_broken_text')
  if (text.length > most * 4) return new Refusal('directory_import_too_long', { most })
  const clean = text.replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').normalize('NFC').trim()
  return clean.length > most ? new Refusal('directory_import_too_long', { most }) : clean
}

const orNull = (text: string | Refusal) => (text === '' ? null : text)

/** Text of several lines. */
export const text = (most: number) => field((value) => orNull(cleaned(value, most)))

/** Text of one line. */
export const line = (most: number) =>
  field((value) => {
    const clean = cleaned(value, most)
    return clean instanceof Refusal ? clean : orNull(clean.replace(/\s+/g, ' '))
  })

/** An address of the web, http or https only. */
export const webAddress = field((value) => {
  const clean = cleaned(value, 2000)
  if (clean instanceof Refusal) return clean
  const url = /^https?:\/\//i.test(clean) && !/\s/.test(clean) ? URL.parse(clean) : null
  return url === null || url.username !== '' || url.href.length > 2000
    ? new Refusal('directory_import_not_url')
    : clean.replace(/^https?/i, (scheme) => scheme.toLowerCase())
})

/** An e-mail address in the common shape, RFC 5321's lengths. */
export const emailAddress = field((value) => {
  const clean = cleaned(value, 254)
  if (clean instanceof Refusal) return clean
  return z.email().safeParse(clean).success ? clean : new Refusal('directory_import_not_email')
})

/** A telephone number as people write it; surrounding quotation marks are dropped. */
export const phoneNumber = field((value) => {
  const clean = cleaned(value, 60)
  if (clean instanceof Refusal) return clean
  const number = clean.replace(/["“”„]/g, '').trim()
  const digits = number.replace(/\D/g, '').length
  return /^[+\d][\d\s()/.–-]*$|^\([\d\s()/.–-]*$/.test(number) && digits >= 3 && digits <= 20
    ? number
    : new Refusal('directory_import_not_phone')
})

/** A number between two bounds, both included; numerals in text are read. */
export const numberWithin = (least: number, most: number, digits: 'whole' | 'any' = 'any') =>
  field((value) => {
    const number = typeof value === 'string' ? Number(value) : value
    if (typeof number !== 'number' || !Number.isFinite(number))
      return new Refusal('directory_import_not_number')
    if (digits === 'whole' && !Number.isInteger(number)) return new Refusal('directory_import_not_number')
    return number < least || number > most
      ? new Refusal('directory_import_out_of_range', { least, most })
      : number
  })

/** A calendar day, ISO 8601; of a date with a time the day is taken. */
export const day = field((value) => {
  const clean = cleaned(value, 40)
  if (clean instanceof Refusal) return clean
  const iso = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(clean)?.[0]
  if (iso === undefined) return new Refusal('directory_import_not_date')
  try {
    return Temporal.PlainDate.from(iso).toString()
  } catch {
    return new Refusal('directory_import_not_date')
  }
})

/**
 * Languages of the portal that Unicode's canonical form folds into another one (CLDR supplemental aliases): Kurmanji
 * into Kurdish as a whole, Dari into Persian.
 */
const OWN_LANGUAGES: ReadonlySet<string> = new Set(
  EVERY_LOCALE.map((locale) => LOCALES[locale].html).filter(
    (code) => Intl.getCanonicalLocales(code)[0] !== code
  )
)

/** A language as a BCP 47 code in its canonical form; what the portal tells apart stays apart. */
export const languageCode = field((value) => {
  const clean = cleaned(value, 35)
  if (clean instanceof Refusal) return clean
  const own = clean.toLowerCase()
  if (OWN_LANGUAGES.has(own)) return own
  try {
    return (
      Intl.getCanonicalLocales(clean.replaceAll('_', '-'))[0] ?? new Refusal('directory_import_not_language')
    )
  } catch {
    return new Refusal('directory_import_not_language')
  }
})

const MOST_ITEMS = 500

/** A list; absent is empty. Refuses more than 500 items. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item, { error: 'directory_import_not_list' satisfies ImportReason })
    .max(MOST_ITEMS, { error: 'directory_import_too_many' satisfies ImportReason })
    .nullish()
    .transform((items) => items ?? [])

/** An object of which only the named members are read. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, { error: 'directory_import_not_object' satisfies ImportReason })
