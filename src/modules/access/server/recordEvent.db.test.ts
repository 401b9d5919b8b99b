import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, ActorRef, OrganisationId, SessionId } from '#platform/ctx.ts'
import type { LoginRole } from '#platform/db/server/roles.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { recordEvent, recordView, type AuditEvent } from './recordEvent.ts'

const db = useTestDatabase()
const owner = <Row extends Record<string, unknown>>(statement: string, values: unknown[] = []) =>
  queryAsOwner<Row>(db.owner, statement, values)

let organisation: OrganisationId
let other: OrganisationId
let anna: ActorRef
let stranger: ActorRef

const addAccount = async (organisationId: OrganisationId): Promise<ActorRef> => {
  const { rows } = await owner<{ id: AccountId }>(
    `INSERT INTO access_account (organisation_id, email, display_name, created_at, state_changed_at)
     VALUES ($1, $2, 'Konto', now(), now()) RETURNING id`,
    [organisationId, `${randomUUID()}@example.org`]
  )
  return { accountId: rows[0]!.id, sessionId: randomUUID() as SessionId }
}
beforeAll(async () => {
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
  anna = await addAccount(organisation)
  stranger = await addAccount(other)
})

const ctxOf = (role: LoginRole | 'owner', actor?: ActorRef, of = organisation) =>
  db.ctx(role, of, undefined, actor)
const viewed = (id: string): AuditEvent => ({
  event: 'access.account.viewed',
  record: { kind: 'account', id }
})
const write = (
  event: AuditEvent,
  role: LoginRole | 'owner' = 'app_work',
  actor?: ActorRef,
  of = organisation
) => {
  const ctx = ctxOf(role, actor, of)
  return ctx.write((tx) => recordEvent(tx, ctx, event))
}
const chainOf = async (of: OrganisationId) =>
  (
    await owner<{ position: string; event: string; actor_id: string; session_id: string; linked: boolean }>(
      `SELECT position, event, actor_id, session_id, hash = access_audit_hash(access_audit_event.*) AND previous_hash =
         coalesce(lag(hash) OVER (ORDER BY position), decode(repeat('00', 32), 'hex')) AS linked
       FROM access_audit_event WHERE organisation_id = $1 ORDER BY position`,
      [of]
    )
  ).rows

describe('an event', () => {
  test('is the next of its organisation, by whoever acts in the transaction', async () => {
    const before = (await chainOf(organisation)).length
    await write(viewed(anna.accountId), 'app_work', anna)
    await write({ event: 'access.people.listed' }, 'app_jobs')
    await write({ event: 'access.signIn.unknown' }, 'app_auth')
    await write(
      {
        event: 'access.session.confirmed',
        record: { kind: 'account', id: anna.accountId },
        actor: anna.accountId
      },
      'app_auth'
    )
    await write({ event: 'access.organisation.setUp', payload: { demo: false } }, 'owner')
    const added = (await chainOf(organisation)).slice(before)
    expect(added.map(({ position }) => Number(position) - before)).toEqual([1, 2, 3, 4, 5])
    expect(added.every(({ linked }) => linked)).toBe(true)
    expect(added.map(({ actor_id }) => actor_id)).toEqual([anna.accountId, null, null, anna.accountId, null])
    expect(added[0]).toMatchObject({ event: 'access.account.viewed', session_id: anna.sessionId })
  })

  test('of another organisation is in a chain of its own, and neither sees the other', async () => {
    await write(viewed(stranger.accountId), 'app_work', stranger, other)
    expect((await chainOf(other)).map(({ position }) => position)).toEqual(['1'])
    const seen = await ctxOf('app_work', stranger, other).read((tx) =>
      sql<{
        count: string
      }>`SELECT count(*) FROM access_audit_event WHERE organisation_id <> ${other}`.execute(tx)
    )
    expect(seen.rows).toEqual([{ count: '0' }])
    const none = await db.ctx('app_work').read((tx) => sql`SELECT FROM access_audit_event`.execute(tx))
    expect(none.rows).toEqual([])
  })

  test.each([
    [
      'by somebody else than acts',
      () => write({ ...viewed(anna.accountId), actor: stranger.accountId }, 'app_work', anna)
    ],
    [
      'by somebody named where nobody is signed in',
      () => write({ ...viewed(anna.accountId), actor: anna.accountId })
    ],
    [
      'by somebody of another organisation',
      () => write({ ...viewed(anna.accountId), actor: stranger.accountId }, 'app_auth')
    ],
    [
      'of no organisation',
      () =>
        db
          .ctx('app_work')
          .write((tx) => recordEvent(tx, db.ctx('app_work'), { event: 'access.people.listed' }))
    ],
    [
      'of an organisation that is none',
      () => write({ event: 'access.people.listed' }, 'app_work', undefined, randomUUID() as OrganisationId)
    ]
  ])('%s is refused', async (_, attempt) => {
    const before = await chainOf(organisation)
    await expect(attempt()).rejects.toMatchObject({ code: '23514' })
    expect(await chainOf(organisation)).toEqual(before)
  })

  test.each([
    ['is not declared', { event: 'access.account.admired' }],
    ['is called like something every object has', { event: 'toString' }],
    ['misses its record', { event: 'access.account.viewed' }],
    [
      'names a record of another kind',
      { event: 'access.account.viewed', record: { kind: 'team', id: randomUUID() } }
    ],
    ['names a record by a text', { event: 'access.account.viewed', record: { kind: 'account', id: 'Anna' } }],
    ['says more than is declared', { event: 'access.people.listed', payload: { name: 'Anna' } }],
    [
      'misses what is declared',
      { event: 'access.codes.renewed', record: { kind: 'account', id: randomUUID() } }
    ],
    [
      'says a free text instead of a code',
      {
        event: 'access.signIn.failed',
        record: { kind: 'account', id: randomUUID() },
        payload: { step: 'sie hat sich vertippt' }
      }
    ],
    [
      'says a text instead of a number',
      {
        event: 'access.codes.renewed',
        record: { kind: 'account', id: randomUUID() },
        payload: { count: '10' }
      }
    ]
  ])('that %s is refused', async (_, event) => {
    await expect(write(event as AuditEvent)).rejects.toThrow(/^The event /)
  })

  test('takes the rest of its transaction with it when it fails', async () => {
    const ctx = ctxOf('app_work', anna)
    const attempt = ctx.write(async (tx) => {
      await sql`INSERT INTO access_team (id, organisation_id, name, created_at) VALUES (${randomUUID()}, ${organisation}, 'Team', now())`.execute(
        tx
      )
      await recordEvent(tx, ctx, { ...viewed(anna.accountId), actor: stranger.accountId })
    })
    await expect(attempt).rejects.toMatchObject({ code: '23514' })
    expect((await owner('SELECT FROM access_team')).rowCount).toBe(0)
  })

  test('of a transaction that is rolled back leaves no gap', async () => {
    const before = (await chainOf(organisation)).length
    const ctx = ctxOf('app_work', anna)
    const attempt = ctx.write(async (tx) => {
      await recordEvent(tx, ctx, viewed(anna.accountId))
      throw new Error('fault')
    })
    await expect(attempt).rejects.toThrow('fault')
    await write(viewed(anna.accountId), 'app_work', anna)
    expect((await chainOf(organisation)).map(({ position }) => Number(position))).toEqual(
      Array.from({ length: before + 1 }, (_, at) => at + 1)
    )
  })

  test('of forty writers at once is in one chain without gap or fork', async () => {
    const before = (await chainOf(organisation)).length
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        write(viewed(anna.accountId), n % 2 ? 'app_work' : 'app_auth', n % 3 ? anna : undefined)
      )
    )
    const chain = await chainOf(organisation)
    expect(chain.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: before + 40 }, (_, at) => at + 1)
    )
    expect(chain.every(({ linked }) => linked)).toBe(true)
  })
})

describe('a look', () => {
  const look = (actor: ActorRef, event: AuditEvent) => {
    const ctx = ctxOf('app_work', actor)
    return ctx.write((tx) => recordView(tx, ctx, event))
  }
  const looksOf = async (actor: ActorRef) =>
    (await owner('SELECT FROM access_audit_event WHERE session_id = $1', [actor.sessionId])).rowCount

  test('that one session repeats within ten minutes is one event, also when all come at once', async () => {
    const actor = await addAccount(organisation)
    await Promise.all(Array.from({ length: 10 }, () => look(actor, viewed(anna.accountId))))
    await look(actor, viewed(anna.accountId))
    expect(await looksOf(actor)).toBe(1)
  })

  test('at another record, from another session or of another kind is an event of its own', async () => {
    const actor = await addAccount(organisation)
    const elsewhere = { ...actor, sessionId: randomUUID() as SessionId }
    await look(actor, viewed(anna.accountId))
    await look(actor, viewed(actor.accountId))
    await look(actor, { event: 'access.people.listed' })
    await look(elsewhere, viewed(anna.accountId))
    expect(await looksOf(actor)).toBe(3)
    expect(await looksOf(elsewhere)).toBe(1)
  })

  test('after ten minutes is an event again', async () => {
    const actor = await addAccount(organisation)
    await look(actor, viewed(anna.accountId))
    await owner(`ALTER TABLE access_audit_event DISABLE TRIGGER access_audit_event_unchangeable`)
    await owner(
      `UPDATE access_audit_event SET occurred_at = occurred_at - interval '10 minutes 1 second' WHERE session_id = $1`,
      [actor.sessionId]
    )
    await owner(`ALTER TABLE access_audit_event ENABLE ALWAYS TRIGGER access_audit_event_unchangeable`)
    await look(actor, viewed(anna.accountId))
    expect(await looksOf(actor)).toBe(2)
  })
})

describe('the audit itself', () => {
  const attempts = [
    'UPDATE access_audit_event SET event = event',
    'DELETE FROM access_audit_event',
    'TRUNCATE access_audit_event'
  ]

  test.each(attempts)('refuses its owner: %s', async (statement) => {
    await expect(owner(statement)).rejects.toMatchObject({ code: '42501' })
    await expect(owner(`SET session_replication_role = replica; ${statement}`)).rejects.toMatchObject({
      code: '42501'
    })
  })

  test.each(
    (['app_portal', 'app_auth', 'app_work', 'app_jobs'] as const).flatMap((role) =>
      [
        ...attempts,
        'INSERT INTO access_audit_event SELECT * FROM access_audit_event',
        'UPDATE access_audit_head SET position = 0',
        'DELETE FROM access_audit_head',
        'ALTER TABLE access_audit_event DISABLE TRIGGER access_audit_event_unchangeable',
        'SELECT access_audit_hash(NULL)'
      ].map((statement) => [role, statement] as const)
    )
  )('refuses %s: %s', async (role, statement) => {
    await expect(ctxOf(role, anna).write((tx) => sql.raw(statement).execute(tx))).rejects.toMatchObject({
      code: '42501'
    })
  })

  test.each([
    'SELECT FROM access_audit_event',
    'SELECT FROM access_audit_head',
    `SELECT access_audit_append('access.people.listed', NULL, NULL, NULL, '{}')`
  ])('shows and tells the portal nothing: %s', async (statement) => {
    await expect(ctxOf('app_portal').write((tx) => sql.raw(statement).execute(tx))).rejects.toMatchObject({
      code: '42501'
    })
  })

  test.each([
    `{"why": "sie weinte sehr"}`,
    `{"why": ["a"]}`,
    `{"why": {"a": 1}}`,
    `{"why": null}`,
    `{"Frau Meier": 1}`,
    `["a"]`,
    `{"why": ""}`,
    `{"why": "a\\nb"}`
  ])('refuses details that are no codes, whoever calls: %s', async (details) => {
    const call = ctxOf('app_work', anna).write((tx) =>
      sql`SELECT access_audit_append('access.people.listed', NULL, NULL, NULL, ${details}::jsonb)`.execute(tx)
    )
    await expect(call).rejects.toMatchObject({ code: expect.stringMatching(/^(23514|22023)$/) as string })
  })
})
