import { redirect, type RequestEvent } from '@sveltejs/kit'
import { acceptSignOnSchema, signOnSchema } from '#modules/access/index.ts'
import {
  maySignInAt,
  open,
  startAccepting,
  startSignOn,
  type SignOnProvider,
  type SignOnRefusal
} from '#modules/access/server/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { leaveFor } from '../../../leaveFor.ts'
import type { Actions, PageServerLoad } from './$types'

/** Why an earlier way ended here. */
const REASONS: readonly (SignOnRefusal | 'slow')[] = [
  'stale',
  'away',
  'refused',
  'weak',
  'unknown',
  'taken',
  'gone',
  'slow'
]

/** The provider, where one is set and a sign-in is possible; everyone else is led to the sign-in, which says so. */
const providerOf = ({ locals: { signOn, installation }, url }: RequestEvent): SignOnProvider => {
  if (!signOn || !installation || !maySignInAt(url)) redirect(303, '/sign-in')
  return signOn
}

export const load = open('singleSignOn', (event) => {
  const { name } = providerOf(event)
  const { searchParams } = event.url
  const said = searchParams.get('said')
  return {
    name,
    said: REASONS.find((reason) => reason === said),
    back: searchParams.get('back') ?? ''
  }
}) satisfies PageServerLoad

export const actions = {
  begin: open('singleSignOn', async (event) => {
    const provider = providerOf(event)
    const read = await readForm(event, signOnSchema)
    const { back, again } = read.ok ? read.value : {}
    const begun = await startSignOn(event.locals.auth!, provider, { back, again: again === '1' })
    if (!begun.done) redirect(303, '/sign-in/with?said=away')
    return leaveFor(event, begun.value)
  }),
  accept: open('singleSignOn', async (event) => {
    const provider = providerOf(event)
    const read = await readForm(event, acceptSignOnSchema)
    const token = read.ok ? read.value.token : ''
    const begun = await startAccepting(event.locals.auth!, provider, token)
    if (!begun.done) redirect(303, `/sign-in/with?said=${begun.reason}`)
    return leaveFor(event, begun.value)
  })
} satisfies Actions
