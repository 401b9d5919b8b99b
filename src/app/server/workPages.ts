import type { RequestEvent } from '@sveltejs/kit'
import { csrfTokenOf } from '#modules/access/server/index.ts'
import { LOCALES, SOURCE_LOCALE } from '#i18n/locales.ts'
import { workLocaleFor, type WorkLocale } from '#i18n/workTexts.ts'
import type { Running } from './running.ts'

const GROUPS = /^\/\((?:workspace|account)\)/

/** True for pages that staff read: the workspace and the way into it. */
export const isWorkPage = ({ route }: Pick<RequestEvent, 'route'>): boolean => GROUPS.test(route.id ?? '')

/**
 * The language of a page that staff read: their account's; before someone is known the one that the address asks for,
 * else the one that the browser understands best.
 */
export const workLanguageOf = ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): WorkLocale => {
  const asked = url.searchParams.get('lang')
  return (
    locals.signedIn?.actor.language ??
    (asked === 'de' || asked === 'en' ? asked : workLocaleFor(locals.locale ?? SOURCE_LOCALE))
  )
}

/**
 * What every form that staff post carries besides the cookie: an HMAC of their session, also while it waits for the second factor. `undefined` on public pages, and
 * before there is a session.
 */
export const formTokenOf = (
  { serverKey }: Pick<Running, 'serverKey'>,
  event: Pick<RequestEvent, 'locals' | 'route'>
): string | undefined => {
  const session = event.locals.signedIn
  return session && isWorkPage(event) ? csrfTokenOf({ serverKey }, session) : undefined
}

/** What the page's root element carries: language and direction of the portal, or language, colours and size of the workspace. */
export const rootAttributes = (event: Pick<RequestEvent, 'locals' | 'route'>): string => {
  const { locale, language, actor } = event.locals
  if (isWorkPage(event)) {
    const theme = actor && actor.theme !== 'system' ? ` data-theme="${actor.theme}"` : ''
    const size = actor && actor.textSize !== 'normal' ? ` data-text="${actor.textSize}"` : ''
    return `lang="${language ?? SOURCE_LOCALE}" class="work"${theme}${size}`
  }
  const { html, direction, large } = LOCALES[locale ?? SOURCE_LOCALE]
  return `lang="${html}" dir="${direction}"${large ? ' class="large"' : ''}`
}
