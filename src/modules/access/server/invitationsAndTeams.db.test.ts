import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, GrantId, TeamId } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { aCounsellor, anOrganisationAdmin, aTeam } from '../testing/factories.ts'
import {
  closeTeam,
  createTeam,
  endRole,
  inviteColleague,
  listInvitations,
  listTeams,
  renameTeam,
  resendInvitation,
  withdrawInvitation
} from './index.ts'

const db = useTestDatabase()
const ORIGIN = 'https://verein.example'
let owner: Ctx
let admin: Actor
let team: TeamId

beforeAll(async () => {
  owner = db.ctx('owner', await db.addOrganisation('Beispielhaus'))
  admin = await anOrganisationAdmin(owner, { name: 'Änne Admin' })
  team = await aTeam(owner, 'Team Nord')
})

const as = (actor: Actor, clock?: Parameters<typeof db.ctx>[2]) =>
  db.ctx('app_work', actor.organisationId, clock, actor)
const id = (): never => randomUUID() as never
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const eventsOf = (record: string) => eventsAbout(db.owner, record)

describe('an invitation', () => {
  const invite = (more: object = {}) => ({
    id: id(),
    email: `${randomUUID()}@example.org`,
    name: 'Nora Neu',
    language: 'en' as const,
    role: 'counsellor' as const,
    teamId: team,
    ...more
  })
  const mailsOf = (mailId: string) => rowsOf('SELECT id FROM platform_outbox WHERE id = $1', [mailId])

  test('is one invitation and one mail however often the form is sent, and waits seven days', async () => {
    const form = invite()
    const sent = await Promise.all([1, 2, 3].map(() => inviteColleague(as(admin), admin, form, ORIGIN)))
    expect(sent).toEqual([1, 2, 3].map(() => ({ done: true, value: form.id })))
    expect(await mailsOf(form.id)).toHaveLength(1)
    expect(await eventsOf(form.id)).toEqual(['access.invitation.sent'])
    const waiting = (await listInvitations(as(admin), admin)).find((each) => each.id === form.id)
    expect(waiting).toMatchObject({
      email: form.email,
      name: 'Nora Neu',
      role: 'counsellor',
      teamName: 'Team Nord'
    })
    expect(waiting!.expiresAt.since(waiting!.createdAt).total('hours')).toBe(7 * 24)
  })

  test('takes the place of one that waits at the same address', async () => {
    const first = invite()
    const second = invite({ email: first.email.toUpperCase(), role: 'editor', teamId: undefined })
    await inviteColleague(as(admin), admin, first, ORIGIN)
    await inviteColleague(as(admin), admin, second, ORIGIN)
    const waiting = (await listInvitations(as(admin), admin)).filter(
      ({ email }) => email.toLowerCase() === first.email
    )
    expect(waiting).toEqual([expect.objectContaining({ id: second.id, role: 'editor' })])
  })

  test('is refused where someone signs in with the address, where the role does not fit, and without a team', async () => {
    const person = await aCounsellor(owner, team)
    const closed = await aTeam(owner)
    await closeTeam(as(admin), admin, closed)
    const reasons = []
    for (const more of [
      { email: person.email.toUpperCase() },
      { teamId: undefined },
      { role: 'editor' },
      { teamId: id() },
      { teamId: closed }
    ]) {
      const outcome = await inviteColleague(as(admin), admin, invite(more), ORIGIN)
      reasons.push(!outcome.done && outcome.reason)
    }
    expect(reasons).toEqual(['hasAccount', 'scope', 'scope', 'team', 'team'])
  })

  test('is withdrawn once, and sent anew once under an address of its own', async () => {
    const form = invite()
    await inviteColleague(as(admin), admin, form, ORIGIN)
    const [before] = await rowsOf('SELECT token_hash FROM access_invitation WHERE id = $1', [form.id])
    const again = { id: form.id, as: id() }
    for (const _ of [1, 2])
      expect(await resendInvitation(as(admin), admin, again, ORIGIN)).toEqual({ done: true, value: again.as })
    expect(await mailsOf(again.as)).toHaveLength(1)
    const [after] = await rowsOf('SELECT token_hash FROM access_invitation WHERE id = $1', [again.as])
    expect(after!['token_hash']).not.toEqual(before!['token_hash'])
    expect(await withdrawInvitation(as(admin), admin, form.id)).toEqual({ done: false, reason: 'changed' })
    expect(await withdrawInvitation(as(admin), admin, again.as)).toEqual({ done: true, value: undefined })
    expect(await withdrawInvitation(as(admin), admin, again.as)).toEqual({ done: false, reason: 'changed' })
    const late = { id: again.as, as: id() }
    expect(await resendInvitation(as(admin), admin, late, ORIGIN)).toEqual({ done: false, reason: 'changed' })
  })
})

describe('a team', () => {
  test('is made once, and its name is its own while it is open', async () => {
    const form = { id: id() as TeamId, name: 'Team West' }
    for (const _ of [1, 2])
      expect(await createTeam(as(admin), admin, form)).toEqual({ done: true, value: form.id })
    expect(await createTeam(as(admin), admin, { id: id(), name: 'TEAM WEST' })).toEqual({
      done: false,
      reason: 'nameTaken'
    })
    const reader = await aCounsellor(owner, form.id)
    expect((await listTeams(as(reader), reader)).find((each) => each.id === form.id)).toEqual({
      ...form,
      members: 1
    })
    expect(await eventsOf(form.id)).toEqual(['access.team.created'])
  })

  test('shows the second who renames it what changed', async () => {
    const form = { id: id() as TeamId, name: 'Team Ost' }
    await createTeam(as(admin), admin, form)
    const rename = (name: string) => renameTeam(as(admin), admin, { id: form.id, name, seen: 'Team Ost' })
    expect(await rename('Team Südost')).toEqual({ done: true, value: undefined })
    expect(await rename('Team Nordost')).toEqual({ done: false, reason: 'changed' })
    expect(
      await renameTeam(as(admin), admin, { id: form.id, name: 'team nord', seen: 'Team Südost' })
    ).toEqual({
      done: false,
      reason: 'nameTaken'
    })
  })

  test('is closed when nobody has a role in it or is invited to it', async () => {
    const used = await aTeam(owner)
    const person = await aCounsellor(owner, used)
    expect(await closeTeam(as(admin), admin, used)).toEqual({ done: false, reason: 'inUse' })
    const [grant] = await rowsOf('SELECT id FROM access_role_grant WHERE account_id = $1', [person.accountId])
    await endRole(as(admin), admin, { accountId: person.accountId, grantId: grant!['id'] as GrantId })
    const later = as(admin, fixedClock('2026-09-16T09:00:00+02:00'))
    expect(await closeTeam(later, admin, used)).toEqual({ done: true, value: undefined })
    expect(await closeTeam(later, admin, used)).toEqual({ done: false, reason: 'changed' })
    expect((await listTeams(as(admin), admin)).map((each) => each.id)).not.toContain(used)
  })
})
