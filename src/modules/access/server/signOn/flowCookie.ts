import type { Cookies } from '@sveltejs/kit'
import { SIGN_ON_LONGEST } from '../../signOnRules.ts'

/** `__Host-`: only this host sets it, only over https, for all its paths (RFC 6265bis §4.1.3.2). */
const nameAt = ({ protocol }: URL) =>
  protocol === 'https:' ? '__Host-anlaufstelle-flow' : 'anlaufstelle-flow'

/** Lax: the provider’s page leads back here, and that is a visit from elsewhere. */
const optionsAt = ({ protocol }: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' }) as const

/** The way through the provider that this browser has begun, sealed. */
export const readFlowCookie = (cookies: Cookies, url: URL): string | undefined => cookies.get(nameAt(url))

/** Hands a begun way to the browser, for as long as it is good. */
export const setFlowCookie = (cookies: Cookies, url: URL, sealed: string): void =>
  cookies.set(nameAt(url), sealed, { ...optionsAt(url), maxAge: SIGN_ON_LONGEST * 60 })

/** Takes a way that was gone from the browser. */
export const clearFlowCookie = (cookies: Cookies, url: URL): void =>
  cookies.delete(nameAt(url), optionsAt(url))
