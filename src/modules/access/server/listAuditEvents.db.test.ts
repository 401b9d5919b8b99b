import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock, todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx, OrganisationId, SessionId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { auditFilterSchema, type AuditFilter } from '../schemas.ts'
import type { Actor, Role } from '../model.ts'
import { exportAuditEvents } from './exportAuditEvents.ts'
import { listAuditEvents } from './listAuditEvents.ts'
import { listWhoLookedAt } from './listWhoLookedAt.ts'
import { recordEvent, type AuditEvent } from './recordEvent.ts'

const db = useTestDatabase()
const EVERYTHING: AuditFilter = {}
let organisation: OrganisationId
let other: OrganisationId
let officer: Actor
let colleague: Actor
let stranger: Actor

const anActor = async (organisationId: OrganisationId, name: string, role: Role): Promise<Actor> => {
  const email = `${randomUUID()}@example.org`
  const { rows } = await queryAsOwner<{ id: AccountId }>(
    db.owner,
    `INSERT INTO access_account (organisation_id, email, display_name, created_at, state_changed_at)
     VALUES ($1, $2, $3, now(), now()) RETURNING id`,
    [organisationId, email, name]
  )
  return {
    accountId: rows[0]!.id,
    sessionId: randomUUID() as SessionId,
    organisationId,
    name,
    email,
    language: 'de',
    theme: 'system',
    textSize: 'normal',
    keyboard: true,
    grants: [{ role }],
    confirmedAt: Temporal.Instant.from('2026-09-15T09:10:00+02:00')
  }
}
const workOf = (actor: Actor): Ctx => db.ctx('app_work', actor.organisationId, undefined, actor)
const record = (actor: Actor, event: AuditEvent) => {
  const ctx = workOf(actor)
  return ctx.write((tx) => recordEvent(tx, ctx, event))
}
const looksAt = (actor: Actor, { accountId }: Actor) =>
  record(actor, { event: 'access.account.viewed', record: { kind: 'account', id: accountId } })
const list = (filter: AuditFilter = EVERYTHING, before?: number, actor = officer) =>
  listAuditEvents(workOf(actor), actor, filter, before)
const textOf = async (filter: AuditFilter, actor = officer) =>
  (await Array.fromAsync(await exportAuditEvents(workOf(actor), actor, filter))).join('')
const inNewSession = (actor: Actor): Actor => ({ ...actor, sessionId: randomUUID() as SessionId })

beforeAll(async () => {
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
  officer = await anActor(organisation, 'Beauftragte', 'dataProtectionOfficer')
  colleague = await anActor(organisation, '=HYPERLINK("http://example.org";"Kollegin")', 'counsellor')
  stranger = await anActor(other, 'Fremde', 'dataProtectionOfficer')
  await looksAt(stranger, stranger)
})

describe('the audit', () => {
  test('is listed newest first, with names where they are known', async () => {
    await looksAt(colleague, officer)
    await record(colleague, {
      event: 'access.codes.renewed',
      record: { kind: 'account', id: randomUUID() },
      payload: { count: 10 }
    })
    const { entries } = await list()
    expect(entries[0]).toMatchObject({
      event: 'access.codes.renewed',
      actor: { id: colleague.accountId, name: colleague.name },
      record: { kind: 'account', name: undefined },
      payload: { count: 10 }
    })
    expect(entries[1]).toMatchObject({
      event: 'access.account.viewed',
      record: { id: officer.accountId, name: 'Beauftragte' }
    })
    const age = systemClock.now().since(entries[0]!.occurredAt).total('seconds')
    expect(age).toBeGreaterThan(-1)
    expect(age).toBeLessThan(20)
  })

  test('writes down that it was read, with what was looked for, once for the same look', async () => {
    const reader = inNewSession(officer)
    const filter = { event: 'access.account.viewed', actor: colleague.accountId, from: '2026-01-01' }
    await list(filter, 900, reader)
    await list(filter, 900, reader)
    const { entries } = await list({ event: 'access.audit.listed', actor: officer.accountId })
    expect(entries[0]!.payload).toEqual({ ...filter, before: 900 })
    expect(entries.filter(({ payload }) => payload['before'] === 900)).toHaveLength(1)
  })

  test('shows another organisation nothing of it', async () => {
    const { entries } = await list(EVERYTHING, undefined, stranger)
    expect(entries.map(({ actor }) => actor?.id)).toEqual([stranger.accountId])
    expect(await textOf({ record: officer.accountId }, stranger)).toMatch(/^\uFEFFposition,[^\n]*\r\n$/)
  })

  test.each<[string, (wish: { day: string }) => AuditFilter, boolean]>([
    ['event', () => ({ event: 'access.account.viewed' }), true],
    ['another event', () => ({ event: 'access.team.closed' }), false],
    ['actor', () => ({ actor: colleague.accountId }), true],
    ['another actor', () => ({ actor: randomUUID() as AccountId }), false],
    ['record', () => ({ record: officer.accountId }), true],
    ['another record', () => ({ record: randomUUID() }), false],
    ['first and last day', ({ day }) => ({ from: day, until: day }), true],
    ['a day before', () => ({ until: '2020-01-01' }), false],
    ['a day after', () => ({ from: '2199-12-31' }), false],
    [
      'all of them',
      ({ day }) => ({
        event: 'access.account.viewed',
        actor: colleague.accountId,
        record: officer.accountId,
        from: day,
        until: day
      }),
      true
    ]
  ])('is narrowed by %s', async (_, filterOf, found) => {
    await looksAt(colleague, officer)
    const day = todayIn(systemClock).toString()
    const { entries } = await list(filterOf({ day }))
    expect(
      entries.some(
        ({ event, actor, record }) =>
          event === 'access.account.viewed' &&
          actor?.id === colleague.accountId &&
          record?.id === officer.accountId
      )
    ).toBe(found)
    if (!found) expect(entries).toEqual([])
  })

  test('is paged without losing or repeating an entry while more are written', async () => {
    for (let n = 0; n < 60; n++) await looksAt(colleague, colleague)
    const first = await list({ record: colleague.accountId })
    await looksAt(officer, colleague)
    const second = await list({ record: colleague.accountId }, first.next)
    expect(first.entries).toHaveLength(50)
    expect(second.next).toBeUndefined()
    const positions = [...first.entries, ...second.entries].map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => b - a))
    expect(new Set(positions).size).toBe(60)
  })

  test.each(['counsellor', 'organisationAdmin', 'systemAdmin'] as const)('is not for %s', async (role) => {
    const actor = { ...colleague, grants: [{ role }] }
    expect(() => list(EVERYTHING, undefined, actor)).toThrow('Not permitted: audit.view')
    await expect(textOf(EVERYTHING, actor)).rejects.toThrow('Not permitted: audit.export')
  })
})

describe('the download', () => {
  test('begins with a byte order mark, keeps formulas from being computed, and is written down with its size', async () => {
    await looksAt(colleague, colleague)
    const filter = { actor: colleague.accountId, event: 'access.codes.renewed' }
    await record(colleague, {
      event: 'access.codes.renewed',
      record: { kind: 'account', id: colleague.accountId },
      payload: { count: 3 }
    })
    const text = await textOf(filter)
    expect(text.startsWith('\uFEFFposition,time,event,')).toBe(true)
    const line = text.trimEnd().split('\r\n').at(-1)!
    const name = `"'=HYPERLINK(""http://example.org"";""Kollegin"")"`
    expect(line).toContain(
      `access.codes.renewed,${colleague.accountId},${name},account,${colleague.accountId},${name},count=3`
    )
    const { entries } = await list({ event: 'access.audit.exported' })
    expect(entries[0]!.payload).toEqual({ ...filter, count: text.trimEnd().split('\r\n').length - 1 })
  })

  test('holds every entry once, oldest first, also when there are thousands', async () => {
    await db.ctx('owner', organisation).write((tx) =>
      sql`SELECT access_audit_append('access.team.closed', NULL, 'team', gen_random_uuid(), '{}')
        FROM generate_series(1, 2500)`.execute(tx)
    )
    const lines = (await textOf({ event: 'access.team.closed' })).trimEnd().split('\r\n').slice(1)
    const positions = lines.map((line) => Number(line.split(',')[0]))
    expect(positions).toHaveLength(2500)
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
  })

  test('leaves only when it was written down', async () => {
    const ctx = workOf(officer)
    const failing = { ...ctx, write: () => Promise.reject(new Error('the audit cannot be written')) }
    await expect(exportAuditEvents(failing, officer, EVERYTHING)).rejects.toThrow(
      'the audit cannot be written'
    )
  })
})

describe('who looked at mine', () => {
  test('are the others who looked at the account or changed it, and nobody else', async () => {
    const me = await anActor(organisation, 'Neue', 'counsellor')
    await looksAt(me, me)
    await looksAt(me, officer)
    await looksAt(officer, me)
    const auth = db.ctx('app_auth', organisation)
    await auth.write((tx) =>
      recordEvent(tx, auth, {
        event: 'access.signIn.failed',
        record: { kind: 'account', id: me.accountId },
        payload: { step: 'password' }
      })
    )
    const { entries } = await listWhoLookedAt(workOf(me), me)
    expect(entries.map(({ event, actor }) => [event, actor?.name])).toEqual([
      ['access.signIn.failed', undefined],
      ['access.account.viewed', 'Beauftragte']
    ])
    const own = await list({ actor: me.accountId, event: 'access.audit.mineListed' })
    expect(own.entries).toHaveLength(1)
  })
})

describe('what is looked for', () => {
  test.each([
    ['event', 'drop table'],
    ['actor', 'Anna'],
    ['record', '1'],
    ['from', '24.11.2026'],
    ['from', '2026-02-30'],
    ['until', '9999-12-31'],
    ['until', '0000-01-01']
  ])('is refused with a message: %s %s', (field, value) => {
    const read = auditFilterSchema.safeParse({ [field]: value })
    expect(read.error?.issues.map(({ path, message }) => [path[0], /^audit_filter_/.test(message)])).toEqual([
      [field, true]
    ])
  })

  test('is everything where the form was left empty', () => {
    expect(auditFilterSchema.parse({ event: '', actor: '', record: '', from: '', until: '' })).toEqual({})
  })
})
