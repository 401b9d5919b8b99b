import { isLocale, LOCALES, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'
import { negotiateLocale } from '#i18n/negotiateLocale.ts'
import { textsFor, type MessageKey } from '#i18n/texts.ts'

type Sentence = Extract<MessageKey, `gate_${number}` | 'fault_503_text'>

/** The language of an address; where it names none, the one the browser asks for. */
export const localeOf = (path: string, acceptLanguage: string | undefined): Locale => {
  const slug = path.split(/[/?]/, 2)[1] ?? ''
  return isLocale(slug) ? slug : negotiateLocale(acceptLanguage ?? '')
}

/**
 * One sentence as a whole page, made without the framework and the database: in the reader's language, and in German
 * below it.
 */
export const plainPage = (sentence: Sentence, locale: Locale): string => {
  const languages = [...new Set([locale, SOURCE_LOCALE])]
  const words = languages.map((language) => {
    const { html, direction } = LOCALES[language]
    return `<p lang="${html}" dir="${direction}">${textsFor(language)(sentence)}</p>`
  })
  const { html, direction } = LOCALES[locale]
  const title = textsFor(locale)('site_name')
  return `<!doctype html><html lang="${html}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title></head><body><main>${words.join('')}</main></body></html>\n`
}

/** What such a page is sent with. */
export const PLAIN_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'"
} as const
