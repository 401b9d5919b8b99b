import type { RequestEvent } from '@sveltejs/kit'

type Visit = Pick<RequestEvent, 'cookies' | 'url'>

const SECONDS = 60
const CODE = /^[a-zA-Z]{1,40}$/

/** Only this host itself can set a cookie of that name; a plain name where there is no TLS on the own machine. */
const nameFor = ({ protocol }: URL) => `${protocol === 'https:' ? '__Host-' : ''}anlaufstelle-said`

const settings = ({ protocol }: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https:' }) as const

/** Leaves a word for the next page, which says once what was done: a code of the texts, never content. */
export const leaveFlash = ({ cookies, url }: Visit, code: string): void =>
  cookies.set(nameFor(url), code, { ...settings(url), maxAge: SECONDS })

/** The code that was left, once. */
export const takeFlash = ({ cookies, url }: Visit): string | undefined => {
  const code = cookies.get(nameFor(url))
  if (code === undefined) return undefined
  cookies.delete(nameFor(url), settings(url))
  return CODE.test(code) ? code : undefined
}
