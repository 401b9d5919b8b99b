import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import {
  closeTeamSchema,
  dutySchema,
  mayDo,
  passKeyOnSchema,
  teamNameSchema,
  teamSchema
} from '#modules/access/index.ts'
import {
  closeTeam,
  createTeam,
  giveDuty,
  guard,
  listDuties,
  listTeamAccess,
  listTeams,
  passTeamKeysOn,
  renameTeam
} from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('teams.view', async ({ locals }, { actor, ctx }) => ({
  id: randomUUID(),
  access: await listTeamAccess(ctx, locals.signedIn!),
  teams: await listTeams(ctx, actor),
  duties: await listDuties(ctx, actor),
  mayGiveDuty: mayDo(actor, 'teams.giveDuty'),
  mayCreate: mayDo(actor, 'teams.create'),
  mayRename: mayDo(actor, 'teams.rename'),
  mayClose: mayDo(actor, 'teams.close')
})) satisfies PageServerLoad

export const actions = {
  create: guard('teams.create', async (event, { actor, ctx }) => {
    const read = await readForm(event, teamSchema)
    if (!read.ok) return failForm({ ...read, form: 'create' })
    const outcome = await createTeam(ctx, actor, read.value)
    if (!outcome.done) {
      const name = outcome.reason === 'nameTaken' ? 'teams_name_taken' : 'people_form_old'
      return failForm({ form: 'create', errors: { name }, typed: { ...read.value } })
    }
    leaveFlash(event, 'teamCreated')
    redirect(303, '/work/teams')
  }),
  rename: guard('teams.rename', async (event, { actor, ctx }) => {
    const read = await readForm(event, teamNameSchema)
    if (!read.ok) return failForm({ typed: read.typed, errors: read.errors, form: read.typed['id'] ?? '' })
    const outcome = await renameTeam(ctx, actor, read.value)
    if (!outcome.done && outcome.reason === 'nameTaken') {
      const errors = { name: 'teams_name_taken' }
      return failForm({ form: read.value.id, errors, typed: { name: read.value.name } })
    }
    leaveFlash(event, outcome.done ? 'teamRenamed' : 'changed')
    redirect(303, '/work/teams')
  }),
  close: guard('teams.close', async (event, { actor, ctx }) => {
    const read = await readForm(event, closeTeamSchema)
    if (!read.ok) return failForm({ ...read, form: 'close' })
    const outcome = await closeTeam(ctx, actor, read.value.id)
    leaveFlash(event, outcome.done ? 'teamClosed' : outcome.reason === 'inUse' ? 'teamInUse' : 'changed')
    redirect(303, '/work/teams')
  }),
  duty: guard('teams.giveDuty', async (event, { actor, ctx }) => {
    const read = await readForm(event, dutySchema)
    if (!read.ok) return failForm({ ...read, form: 'duty' })
    const outcome = await giveDuty(ctx, actor, read.value)
    leaveFlash(event, outcome.done ? 'dutyGiven' : 'changed')
    redirect(303, '/work/teams')
  }),
  passKeyOn: guard('teams.passKeyOn', async (event, { ctx }) => {
    const read = await readForm(event, passKeyOnSchema)
    if (!read.ok) return failForm({ ...read, form: 'passKeyOn' })
    const outcome = await passTeamKeysOn(ctx, event.locals.signedIn!, read.value.accountId)
    leaveFlash(event, outcome.done ? 'keyPassedOn' : outcome.reason === 'locked' ? 'keyLocked' : 'changed')
    redirect(303, '/work/teams')
  })
} satisfies Actions
