import { redirect, type RequestHandler } from '@sveltejs/kit'
import {
  clearFlowCookie,
  completeSignOn,
  describeDevice,
  maySignInAt,
  open,
  readFlowCookie,
  setSessionCookie
} from '#modules/access/server/index.ts'

const NEXT = { secondFactor: '/sign-in/second', enrol: '/sign-in/enrol' } as const

/** Where the provider leads back to. Nothing is shown here, so that its answer stays in no history and no Referer. */
export const GET = open('singleSignOn', async (event) => {
  const { cookies, locals, request, url } = event
  const { auth, installation, signedIn, signOn } = locals
  if (!auth || !installation || !signOn || !maySignInAt(url)) redirect(303, '/sign-in')
  const outcome = await completeSignOn(auth, signOn, {
    sealed: readFlowCookie(cookies, url),
    answer: url.searchParams,
    session: signedIn,
    device: describeDevice(request.headers.get('user-agent')),
    address: event.getClientAddress()
  })
  if (!outcome.done) redirect(303, `/sign-in/with?said=${outcome.reason}`)
  const { token, next, back } = outcome.value
  clearFlowCookie(cookies, url)
  setSessionCookie(cookies, url, token)
  if (next === 'linked' || next === 'in') redirect(303, back)
  redirect(303, back === '/work' ? NEXT[next] : `${NEXT[next]}?back=${encodeURIComponent(back)}`)
}) satisfies RequestHandler
