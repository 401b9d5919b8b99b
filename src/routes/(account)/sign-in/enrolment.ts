import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { SignedIn } from '#modules/access/index.ts'
import { setSessionCookie } from '#modules/access/server/index.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { onward } from '../wayIn.ts'

/** The session that a device is added to; without one to the sign-in, which leads back. */
export const sessionToEnrol = ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): SignedIn =>
  locals.signedIn ?? redirect(303, onward('/sign-in', url))

/** Where someone is led who may not add a device on the page of this path now. */
export const elsewhere = (reason: 'gone' | 'confirm', { pathname, searchParams }: URL): never =>
  redirect(
    303,
    reason === 'confirm' ? `/confirm?back=${pathname}` : onward('/sign-in/second', { searchParams })
  )

interface Enrolled {
  readonly token?: string | undefined
  readonly codes: readonly string[]
}

/**
 * The end of adding a device: one-time codes are the answer to the form where they are new, for they are shown only
 * once; else back to the profile.
 */
export const finishEnrolment = (
  event: RequestEvent,
  { token, codes }: Enrolled,
  said: 'factorAdded' | 'passkeyAdded'
): { readonly codes: readonly string[] } => {
  if (token) setSessionCookie(event.cookies, event.url, token)
  if (codes.length === 0) {
    leaveFlash(event, said)
    redirect(303, '/work/profile')
  }
  event.locals.enrolled = true
  return { codes }
}
