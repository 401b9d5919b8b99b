import { randomUUID } from 'node:crypto'
import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import {
  endRoleSchema,
  isFreshlyConfirmed,
  nothingSchema,
  resetSchema,
  roleSchema,
  ROLES,
  type Actor
} from '#modules/access/index.ts'
import {
  disableAccount,
  enableAccount,
  endRole,
  getPerson,
  grantRole,
  guard,
  listTeams,
  resetSecondFactors
} from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { refuse } from '#platform/errors/outcome.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { openCentres, withCentreNames } from '../centreNames.ts'
import { listColleagues } from '../listColleagues.ts'
import type { Actions, PageServerLoad } from './$types'

const idIn = ({ params }: RequestEvent<{ id: string }>) => params.id as AccountId

/** Missing and forbidden records look the same. */
const noSuchPerson = () => error(404, 'no such person')

export const load = guard('people.view', async (event, { actor, ctx }) => {
  const found = await getPerson(ctx, actor, idIn(event))
  if (!found.done) return noSuchPerson()
  const { history, may } = found.value
  const [person] = await withCentreNames(ctx, [found.value.person])
  return {
    person: person!,
    isMe: person!.id === actor.accountId,
    history,
    may,
    fresh: isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()),
    today: todayIn(ctx.clock).toString(),
    grantId: randomUUID(),
    mailId: randomUUID(),
    roles: ROLES,
    ...(may.includes('roles.grant') && { choice: await choiceFor(ctx, actor) })
  }
}) satisfies PageServerLoad

/** The teams and centres a role may hold in, and the colleagues it may stand in for. */
const choiceFor = async (ctx: Ctx, actor: Actor) => ({
  colleagues: await listColleagues(ctx, actor),
  teams: await listTeams(ctx, actor),
  centres: await openCentres(ctx)
})

/** Which field of the role a refusal is about, and what to do. */
const FAULTS = {
  scope: { teamId: 'people_fault_scope' },
  team: { teamId: 'people_fault_team' },
  centre: { centreId: 'people_fault_centre' },
  days: { validFrom: 'people_fault_days' },
  deputy: { deputyFor: 'people_fault_deputy' },
  held: { role: 'people_fault_held' },
  conflict: { role: 'people_fault_conflict' },
  closed: { role: 'people_fault_closed' },
  taken: { role: 'people_form_old' },
  forbidden: { role: 'people_form_old' },
  oneself: { role: 'people_fault_oneself' }
} as const

/** Tells what became of something done to a colleague, on their page. */
const tell = (event: RequestEvent<{ id: string }>, code: string) => {
  leaveFlash(event, code)
  redirect(303, `/work/people/${event.params.id}`)
}

type Refusal = { readonly done: false; readonly reason: string }
const FLASHES: Readonly<Record<string, string>> = { last: 'lastAdministrator', oneself: 'notOneself' }
const said = (event: RequestEvent<{ id: string }>, outcome: { done: true } | Refusal, code: string) => {
  if (outcome.done) return tell(event, code)
  return outcome.reason === 'missing' ? noSuchPerson() : tell(event, FLASHES[outcome.reason] ?? 'changed')
}

export const actions = {
  grant: guard('roles.grant', async (event, { actor, ctx }) => {
    const read = await readForm(event, roleSchema)
    if (!read.ok) return failForm(read)
    const { validUntil, teamId, centreId, deputyFor, ...rest } = read.value
    const wish = {
      ...rest,
      accountId: idIn(event),
      ...(validUntil && { validUntil }),
      ...(teamId && { teamId }),
      ...(centreId && { centreId }),
      ...(deputyFor && { deputyFor })
    }
    const isOurs = !centreId || (await openCentres(ctx)).some(({ id }) => id === centreId)
    const outcome = isOurs ? await grantRole(ctx, actor, wish) : refuse('centre')
    if (outcome.done) return tell(event, 'roleGranted')
    if (outcome.reason === 'missing') return noSuchPerson()
    const typed = Object.fromEntries(Object.entries(read.value).filter(([, value]) => value !== undefined))
    return failForm({ errors: FAULTS[outcome.reason], typed: typed as Record<string, string> })
  }),
  end: guard('roles.end', async (event, { actor, ctx }) => {
    const read = await readForm(event, endRoleSchema)
    if (!read.ok) return failForm(read)
    const outcome = await endRole(ctx, actor, { accountId: idIn(event), grantId: read.value.grantId })
    return said(event, outcome, 'roleEnded')
  }),
  disable: guard('people.disable', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    return said(event, await disableAccount(ctx, actor, idIn(event)), 'disabled')
  }),
  enable: guard('people.enable', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    return said(event, await enableAccount(ctx, actor, idIn(event)), 'enabled')
  }),
  reset: guard('people.resetFactors', async (event, { actor, ctx }) => {
    const read = await readForm(event, resetSchema)
    if (!read.ok) return failForm(read)
    const outcome = await resetSecondFactors(ctx, actor, { id: idIn(event), mailId: read.value.mailId })
    return said(event, outcome, 'factorsReset')
  })
} satisfies Actions
