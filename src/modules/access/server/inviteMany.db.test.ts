import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, TeamId } from '../model.ts'
import { aCounsellor, anOrganisationAdmin, aTeam } from '../testing/factories.ts'
import { closeTeam, inviteColleague, inviteMany, previewInvitations } from './index.ts'

const db = useTestDatabase()
const ORIGIN = 'https://verein.example'
const HEAD = 'Name;E-Mail;Rolle;Team;Sprache'
let organisationId: OrganisationId
let owner: Ctx
let admin: Actor
let team: TeamId

beforeAll(async () => {
  organisationId = await db.addOrganisation('Beispielhaus')
  owner = db.ctx('owner', organisationId)
  admin = await anOrganisationAdmin(owner)
  team = await aTeam(owner, 'Team Nord')
})
beforeEach(async () => {
  await rowsOf('DELETE FROM access_invitation')
  await rowsOf('DELETE FROM platform_outbox')
})

const as = (actor: Actor, clock?: Parameters<typeof db.ctx>[2]) =>
  db.ctx('app_work', actor.organisationId, clock, actor)
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const table = (...lines: string[]) => [HEAD, ...lines].join('\n')
const once = () => randomUUID() as string
const send = (text: string, form = once(), actor = admin) =>
  inviteMany(as(actor), actor, { once: form, text }, ORIGIN)
const faultsOf = async (text: string) => {
  const outcome = await previewInvitations(as(admin), admin, { text })
  if (!outcome.done) return outcome.reason
  return outcome.value.flatMap(({ line, faults }) =>
    faults.map(({ field, key }) => `${line} ${field} ${key}`)
  )
}
const invited = () =>
  rowsOf(
    `SELECT email, display_name AS name, role, team_id AS team, language FROM access_invitation
     WHERE withdrawn_at IS NULL ORDER BY email`
  )
const mails = () => rowsOf('SELECT id, sealed FROM platform_outbox')
const events = () =>
  rowsOf(
    `SELECT 1 FROM access_audit_event WHERE event = 'access.invitation.sent' AND record_id IN (SELECT id FROM access_invitation)`
  )
const TWO = table(
  'Nora Neu;nora@example.org;Beratung;team  nord;English',
  'Emil Ernst;emil@example.org;Editor;;'
)

describe('a table of colleagues', () => {
  test('is looked at, and nobody is invited', async () => {
    const outcome = await previewInvitations(as(admin), admin, { text: TWO })
    expect(outcome).toMatchObject({
      done: true,
      value: [
        { line: 2, role: 'counsellor', language: 'en', faults: [] },
        { line: 3, role: 'editor', language: 'de', faults: [] }
      ]
    })
    expect(await invited()).toEqual([])
    expect(await mails()).toEqual([])
  })

  test('invites everyone in it once, however often it is sent', async () => {
    const form = once()
    const sent = await Promise.all([1, 2, 3].map(() => send(TWO, form)))
    expect(sent).toEqual([1, 2, 3].map(() => ({ done: true, value: 2 })))
    expect(await invited()).toEqual([
      { email: 'emil@example.org', name: 'Emil Ernst', role: 'editor', team: null, language: 'de' },
      { email: 'nora@example.org', name: 'Nora Neu', role: 'counsellor', team, language: 'en' }
    ])
    const letters = (await mails()).map(({ id, sealed }) =>
      openMail(owner.serverKey, organisationId, id as string, sealed as Buffer)
    )
    expect(letters.map(({ to }) => to).sort()).toEqual(['emil@example.org', 'nora@example.org'])
    for (const { text } of letters) expect(text).toContain(`${ORIGIN}/invitation/`)
    expect(await events()).toHaveLength(2)
  })

  test('is done once also when one of them has taken up the invitation meanwhile', async () => {
    const form = once()
    await send(TWO, form)
    await rowsOf(`UPDATE access_invitation SET used_at = now() WHERE email = 'nora@example.org'`)
    expect(await send(TWO, form)).toEqual({ done: true, value: 2 })
    expect(await mails()).toHaveLength(2)
  })

  test('names by line and field what is against it', async () => {
    const person = await aCounsellor(owner, team)
    const closed = await aTeam(owner, 'Team Zu')
    await closeTeam(as(admin), admin, closed)
    await send(table('Nora Neu;nora@example.org;Redaktion;;'))
    const faults = await faultsOf(
      table(
        `Nora;NORA@example.org;Redaktion;;`,
        `Pia;${person.email.toUpperCase()};Redaktion;;`,
        'Tom;tom@example.org;Beratung;;',
        'Uli;uli@example.org;Redaktion;Team Nord;',
        'Vera;vera@example.org;Beratung;Team Zu;',
        'Willi;willi@example.org;Beratung;Team Süd;',
        'Xenia;xenia@example.org;Zauberei;;',
        'Gut;gut@example.org;Redaktion;;'
      )
    )
    expect(faults).toEqual([
      '2 email many_fault_waiting',
      '3 email people_fault_has_account',
      '4 team people_fault_scope',
      '5 team people_fault_scope',
      '6 team many_fault_team',
      '7 team many_fault_team',
      '8 role many_fault_role'
    ])
  })

  test('may invite again where the invitation before has expired', async () => {
    const text = table('Nora Neu;nora@example.org;Redaktion;;')
    const then = as(admin, fixedClock('2026-09-01T09:00:00+02:00'))
    await inviteMany(then, admin, { once: once(), text }, ORIGIN)
    expect(await faultsOf(text)).toEqual([])
    expect(await send(text)).toEqual({ done: true, value: 1 })
    expect(await invited()).toHaveLength(1)
  })

  test('invites nobody where one line has a fault, also one that came about meanwhile', async () => {
    expect(await faultsOf(TWO)).toEqual([])
    const wish = { email: 'emil@example.org', name: 'Emil', language: 'de', role: 'editor' } as const
    await inviteColleague(as(admin), admin, { ...wish, id: randomUUID() as never }, ORIGIN)
    expect(await send(TWO)).toEqual({ done: false, reason: 'faults' })
    expect(await invited()).toHaveLength(1)
    expect(await mails()).toHaveLength(1)
    expect(await faultsOf(TWO)).toEqual(['3 email many_fault_waiting'])
  })

  test('that cannot be read invites nobody', async () => {
    for (const [text, reason] of [
      ['', 'empty'],
      ['Nora', 'columns'],
      [`${HEAD}${';x'.repeat(10_000)}\nA`, 'width'],
      [table(...Array.from({ length: 201 }, (_, n) => `A;a${n}@example.org;Redaktion;;`)), 'many']
    ] as const) {
      expect(await faultsOf(text)).toBe(reason)
      expect(await send(text)).toEqual({ done: false, reason })
    }
    expect(await invited()).toEqual([])
  })

  test('takes 200 lines', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `A;a${n}@example.org;Redaktion;;`)
    expect(await send(table(...lines))).toEqual({ done: true, value: 200 })
    expect(await mails()).toHaveLength(200)
  })

  test('is refused to who may not invite, and knows nothing of another organisation', async () => {
    const person = await aCounsellor(owner, team)
    const refused = { done: false, reason: 'forbidden' }
    expect(await send(TWO, once(), person)).toEqual(refused)
    expect(await previewInvitations(as(person), person, { text: TWO })).toEqual(refused)
    const there = db.ctx('owner', await db.addOrganisation('Fremdes Haus'))
    const stranger = await anOrganisationAdmin(there)
    await aTeam(there, 'Team Fremd')
    await send(table('Nora Neu;nora@example.org;Redaktion;;'), once(), stranger)
    expect(
      await faultsOf(table(`A;${stranger.email};Redaktion;;`, 'Nora;nora@example.org;Redaktion;;'))
    ).toEqual([])
    expect(await faultsOf(table('A;a@example.org;Beratung;Team Fremd;'))).toEqual(['2 team many_fault_team'])
  })

  test('invites nobody where the audit fails', async () => {
    await rowsOf('ALTER TABLE access_audit_head RENAME TO access_audit_head_away')
    await expect(send(TWO)).rejects.toThrow('access_audit_head')
    await rowsOf('ALTER TABLE access_audit_head_away RENAME TO access_audit_head')
    expect(await invited()).toEqual([])
    expect(await mails()).toEqual([])
  })
})
