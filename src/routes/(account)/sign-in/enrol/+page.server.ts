import { enrolSchema } from '#modules/access/index.ts'
import { beginTotp, enrolTotp, open } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../../wayIn.ts'
import { elsewhere, finishEnrolment, sessionToEnrol } from '../enrolment.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('secondFactor', async (event) => {
  const session = sessionToEnrol(event)
  const ways = { next: backOf(event.url), passkey: onward('/sign-in/passkey', event.url) }
  if (event.locals.enrolled) return ways
  const begun = await beginTotp(event.locals.auth!, session, event.locals.enrolling)
  if (!begun.done) return elsewhere(begun.reason, event.url)
  return { ...ways, begun: { ...begun.value, first: session.stage === 'password' } }
}) satisfies PageServerLoad

export const actions = {
  default: open('secondFactor', async (event) => {
    const session = sessionToEnrol(event)
    const { locals } = event
    const read = await readForm(event, enrolSchema)
    const { factorId } = read.ok ? read.value : read.typed
    const named = enrolSchema.shape.factorId.safeParse(factorId)
    if (named.success) locals.enrolling = named.data
    if (!read.ok) return failForm(read)
    const outcome = await enrolTotp(locals.auth!, session, read.value)
    if (!outcome.done) {
      if (outcome.reason === 'confirm') return elsewhere(outcome.reason, event.url)
      const errors = { code: outcome.reason === 'wrong' ? 'enrol_code_wrong' : 'enrol_gone' }
      return failForm({ errors, typed: { label: read.value.label } })
    }
    return finishEnrolment(event, outcome.value, 'factorAdded')
  })
} satisfies Actions
