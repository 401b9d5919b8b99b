import type { RequestEvent } from '@sveltejs/kit'
import { setFlowCookie, type StartedSignOn } from '#modules/access/server/index.ts'

/**
 * What a page needs to send the browser to the sign-on provider. The form is answered with a page of ours that goes on by
 * itself: the content security policy lets no form lead elsewhere, by no redirect either.
 */
export const leaveFor = (
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  { address, sealed }: StartedSignOn
): { readonly address: string } => {
  setFlowCookie(cookies, url, sealed)
  return { address }
}
