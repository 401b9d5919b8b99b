import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import { identitySchema, signOnSchema } from '#modules/access/index.ts'
import { guard, listIdentities, startLinking, unlinkIdentity } from '#modules/access/server/index.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { leaveFor } from '../../../../leaveFor.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/work/profile/sign-on'

const providerOf = ({ locals: { signOn } }: RequestEvent) => signOn ?? error(404, 'missing')

/** Password and second factor have to be shown again. */
const confirm = (): never => redirect(303, `/confirm?back=${encodeURIComponent(HERE)}`)

export const load = guard('factors.view', async (event) => {
  const { name, secondFactor } = providerOf(event)
  return { name, secondFactor, identities: await listIdentities(event.locals.auth!, event.locals.signedIn!) }
}) satisfies PageServerLoad

export const actions = {
  link: guard('factors.change', async (event) => {
    const provider = providerOf(event)
    await readForm(event, signOnSchema)
    const begun = await startLinking(event.locals.auth!, provider, event.locals.signedIn!, HERE)
    if (begun.done) return leaveFor(event, begun.value)
    return begun.reason === 'confirm' ? confirm() : redirect(303, '/sign-in/with?said=away')
  }),
  unlink: guard('factors.change', async (event) => {
    providerOf(event)
    const read = await readForm(event, identitySchema)
    const { auth, signedIn } = event.locals
    const outcome = await unlinkIdentity(auth!, signedIn!, read.ok ? read.value.id : '')
    if (!outcome.done && outcome.reason === 'confirm') confirm()
    leaveFlash(
      event,
      outcome.done ? 'identityUnlinked' : outcome.reason === 'last' ? 'identityLast' : 'changed'
    )
    redirect(303, HERE)
  })
} satisfies Actions
