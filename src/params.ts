import { defineParams } from '@sveltejs/kit/params'
import { isLocale, type Locale } from '#i18n/locales.ts'

/** Where addresses of the way in begin. */
const ENTRIES: readonly string[] = ['confirm', 'invitation', 'password', 'set-up', 'sign-in', 'sign-out']

export const params = defineParams({
  entry: (text) => (ENTRIES.includes(text) ? text : undefined),
  lang: (text): Locale | undefined => (isLocale(text) ? text : undefined)
})
