import { redirect, type RequestEvent } from '@sveltejs/kit'
import { enrolPasskeySchema, type SignedIn } from '#modules/access/index.ts'
import { beginPasskey, enrolPasskey, open, setSessionCookie } from '#modules/access/server/index.ts'
import { refuse } from '#platform/errors/outcome.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

type Visit = Pick<RequestEvent, 'locals' | 'url'>

const sessionOf = ({ locals: { signedIn }, url }: Visit): SignedIn =>
  signedIn ?? redirect(303, onward('/sign-in', url))

/** Where someone is led who may not add a passkey now. */
const elsewhere = (reason: 'gone' | 'confirm', url: URL) =>
  redirect(303, reason === 'confirm' ? '/confirm?back=/sign-in/passkey' : onward('/sign-in/second', url))

export const load = open('secondFactor', async (event) => {
  const session = sessionOf(event)
  const { locals, url } = event
  const site = locals.enrolled ? undefined : locals.passkeys
  const begun = site && (await beginPasskey(locals.auth!, session, site))
  if (begun && !begun.done) return elsewhere(begun.reason, url)
  return { options: begun?.value.options, next: backOf(url), app: onward('/sign-in/enrol', url) }
}) satisfies PageServerLoad

export const actions = {
  default: open('secondFactor', async (event) => {
    const session = sessionOf(event)
    const { locals, cookies, url } = event
    const read = await readForm(event, enrolPasskeySchema)
    if (!read.ok) return failForm(read)
    const { auth, passkeys } = locals
    const outcome = passkeys ? await enrolPasskey(auth!, session, passkeys, read.value) : refuse('wrong')
    if (!outcome.done) {
      if (outcome.reason !== 'wrong') return elsewhere(outcome.reason, url)
      return failForm({ errors: { answer: 'passkey_refused' }, typed: { label: read.value.label } })
    }
    if (outcome.value.token) setSessionCookie(cookies, url, outcome.value.token)
    if (outcome.value.codes.length > 0) {
      locals.enrolled = true
      return { codes: outcome.value.codes }
    }
    leaveFlash(event, 'passkeyAdded')
    redirect(303, '/work/profile')
  })
} satisfies Actions
