import { defineParams } from '@sveltejs/kit/params'
import { isLocale, type Locale } from '#i18n/locales.ts'

export const params = defineParams({
  lang: (text): Locale | undefined => (isLocale(text) ? text : undefined)
})
