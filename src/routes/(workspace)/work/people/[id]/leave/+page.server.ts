import { error, redirect } from '@sveltejs/kit'
import { nothingSchema, type Handover } from '#modules/access/index.ts'
import { getPerson, guard, letGo, listHandover } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { withCentreNames } from '../../centreNames.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('people.disable', async ({ params }, { actor, ctx }) => {
  const id = params.id as AccountId
  const found = await getPerson(ctx, actor, id)
  if (!found.done || found.value.person.state === 'erased') return error(404, 'no such person')
  const handover = await listHandover(ctx, actor, id)
  return {
    person: found.value.person,
    /** Absent where it is oneself. */
    handover: handover.done ? await namedIn(ctx, handover.value) : undefined,
    today: todayIn(ctx.clock).toString()
  }
}) satisfies PageServerLoad

/** What is to be handed over, with the names of the centres that roles hold in. */
const namedIn = async (ctx: Ctx, items: readonly Handover[]): Promise<Handover[]> => {
  const roles = items.flatMap((item) => ('role' in item ? [item.role] : []))
  const [named] = await withCentreNames(ctx, [{ roles }])
  return items.map((item) =>
    'role' in item ? { ...item, role: named!.roles.find(({ id }) => id === item.role.id)! } : item
  )
}

const FLASHES: Readonly<Record<string, string>> = { last: 'lastAdministrator', oneself: 'notOneself' }

export const actions = {
  default: guard('people.disable', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    const outcome = await letGo(ctx, actor, event.params.id as AccountId)
    if (!outcome.done && outcome.reason === 'missing') return error(404, 'no such person')
    leaveFlash(event, outcome.done ? 'letGo' : (FLASHES[outcome.reason] ?? 'changed'))
    redirect(303, `/work/people/${event.params.id}`)
  })
} satisfies Actions
