import type { Cookies } from '@sveltejs/kit'
import { isLoopback } from '#platform/config/server/config.ts'

/**
 * True where sign-in is possible: over https, or on this machine. Elsewhere anyone on the way could read the password,
 * and the page says so.
 */
export const maySignInAt = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || isLoopback(hostname)

/** `__Host-`: only this host sets it, only over https, for all its paths (RFC 6265bis §4.1.3.2). */
const nameAt = ({ protocol }: URL) => (protocol === 'https:' ? '__Host-anlaufstelle' : 'anlaufstelle')

const optionsAt = ({ protocol }: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' }) as const

/** The token that the browser holds; `undefined` where it holds none or the address admits none. */
export const readSessionCookie = (cookies: Cookies, url: URL): string | undefined =>
  maySignInAt(url) ? cookies.get(nameAt(url)) : undefined

/** Hands the token of a session to the browser, until it is closed. Throws where no sign-in is possible. */
export const setSessionCookie = (cookies: Cookies, url: URL, token: string): void => {
  if (!maySignInAt(url)) throw new Error('A session needs https')
  cookies.set(nameAt(url), token, optionsAt(url))
}

/** What a browser is told at sign-out: to forget pages, cookies and stored data of this host. */
export const CLEAR_SITE_DATA = '"cache", "cookies", "storage"'

/** Takes the token from the browser. */
export const clearSessionCookie = (cookies: Cookies, url: URL): void =>
  cookies.delete(nameAt(url), optionsAt(url))
