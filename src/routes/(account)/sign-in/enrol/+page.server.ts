import { redirect, type RequestEvent } from '@sveltejs/kit'
import { enrolSchema, type SignedIn } from '#modules/access/index.ts'
import { beginTotp, enrolTotp, open, setSessionCookie } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

type Visit = Pick<RequestEvent, 'locals' | 'url'>

const sessionOf = ({ locals: { signedIn }, url }: Visit): SignedIn =>
  signedIn ?? redirect(303, onward('/sign-in', url))

const confirmFirst = () => redirect(303, '/confirm?back=/sign-in/enrol')

export const load = open('secondFactor', async (event) => {
  const session = sessionOf(event)
  const ways = { next: backOf(event.url), passkey: onward('/sign-in/passkey', event.url) }
  if (event.locals.enrolled) return ways
  const begun = await beginTotp(event.locals.auth!, session, event.locals.enrolling)
  if (!begun.done)
    return begun.reason === 'confirm' ? confirmFirst() : redirect(303, onward('/sign-in/second', event.url))
  return { ...ways, begun: { ...begun.value, first: session.stage === 'password' } }
}) satisfies PageServerLoad

export const actions = {
  default: open('secondFactor', async (event) => {
    const session = sessionOf(event)
    const { locals, cookies, url } = event
    const read = await readForm(event, enrolSchema)
    const { factorId } = read.ok ? read.value : read.typed
    const named = enrolSchema.shape.factorId.safeParse(factorId)
    if (named.success) locals.enrolling = named.data
    if (!read.ok) return failForm(read)
    const outcome = await enrolTotp(locals.auth!, session, read.value)
    if (!outcome.done) {
      if (outcome.reason === 'confirm') return confirmFirst()
      const errors = { code: outcome.reason === 'wrong' ? 'enrol_code_wrong' : 'enrol_gone' }
      return failForm({ errors, typed: { label: read.value.label } })
    }
    if (outcome.value.token) setSessionCookie(cookies, url, outcome.value.token)
    if (outcome.value.codes.length > 0) {
      locals.enrolled = true
      return { codes: outcome.value.codes }
    }
    leaveFlash(event, 'factorAdded')
    redirect(303, '/work/profile')
  })
} satisfies Actions
