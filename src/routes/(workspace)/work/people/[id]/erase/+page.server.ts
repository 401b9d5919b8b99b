import { error, redirect } from '@sveltejs/kit'
import { nothingSchema } from '#modules/access/index.ts'
import { eraseAccount, getPerson, guard } from '#modules/access/server/index.ts'
import type { AccountId } from '#platform/ctx.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('people.erase', async ({ params }, { actor, ctx }) => {
  const found = await getPerson(ctx, actor, params.id as AccountId)
  if (!found.done || found.value.person.state === 'erased') return error(404, 'no such person')
  const { person, may } = found.value
  return { person, mayErase: may.includes('people.erase') }
}) satisfies PageServerLoad

export const actions = {
  default: guard('people.erase', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    const outcome = await eraseAccount(ctx, actor, event.params.id as AccountId)
    if (!outcome.done && outcome.reason === 'missing') return error(404, 'no such person')
    leaveFlash(event, outcome.done ? 'erased' : outcome.reason === 'oneself' ? 'notOneself' : 'changed')
    redirect(303, outcome.done ? '/work/people' : `/work/people/${event.params.id}`)
  })
} satisfies Actions
