import { enrolPasskeySchema } from '#modules/access/index.ts'
import { beginPasskey, enrolPasskey, open } from '#modules/access/server/index.ts'
import { refuse } from '#platform/errors/outcome.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../../wayIn.ts'
import { elsewhere, finishEnrolment, sessionToEnrol } from '../enrolment.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('secondFactor', async (event) => {
  const session = sessionToEnrol(event)
  const { locals, url } = event
  const site = locals.enrolled ? undefined : locals.passkeys
  const begun = site && (await beginPasskey(locals.auth!, session, site))
  if (begun && !begun.done) return elsewhere(begun.reason, url)
  return { options: begun?.value.options, next: backOf(url), app: onward('/sign-in/enrol', url) }
}) satisfies PageServerLoad

export const actions = {
  default: open('secondFactor', async (event) => {
    const session = sessionToEnrol(event)
    const { locals, url } = event
    const read = await readForm(event, enrolPasskeySchema)
    if (!read.ok) return failForm(read)
    const { auth, passkeys } = locals
    const outcome = passkeys ? await enrolPasskey(auth!, session, passkeys, read.value) : refuse('wrong')
    if (!outcome.done) {
      if (outcome.reason !== 'wrong') return elsewhere(outcome.reason, url)
      return failForm({ errors: { answer: 'passkey_refused' }, typed: { label: read.value.label } })
    }
    return finishEnrolment(event, outcome.value, 'passkeyAdded')
  })
} satisfies Actions
