import { randomUUID } from 'node:crypto'
import type { Cookies, RequestEvent } from '@sveltejs/kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import { makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import type { Permission } from '../policy.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, aSignIn, type TestAccount } from '../testing/factories.ts'
import { aDraft, lockKey } from '../testing/records.ts'
import { csrfTokenOf } from './csrfTokenOf.ts'
import { keepDraft, sealDraft } from './drafts.ts'
import {
  discardDraft,
  disableAccount,
  endSession,
  eraseAccount,
  exportAccount,
  findSession,
  forgetOldSignIns,
  guard,
  listDrafts,
  openDraft
} from './index.ts'
import { selectUserKey } from './userKeyRepository.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
const [MINUTE, HOUR] = [60, 3600]
const MARK = 'Windrad-Quitte'
let organisation: OrganisationId
let other: OrganisationId

const clockAt = (seconds: number) => fixedClock(start.add({ seconds }).toString())
const auth = (seconds = 0) => db.ctx('app_auth', organisation, clockAt(seconds))
const owner = (seconds = 0) => db.ctx('owner', organisation, clockAt(seconds))
const work = (session: SignedIn, seconds = 0) =>
  db.ctx('app_work', organisation, clockAt(seconds), session.actor)

interface Somebody {
  readonly account: TestAccount
  readonly token: string
  readonly session: SignedIn
}
const somebody = async (): Promise<Somebody> => {
  const account = await anAccount(owner(), { roles: ['organisationAdmin'] })
  return { account, ...(await aSignIn(auth(), account)) }
}
/** The same colleague, signed in again. */
const again = async ({ account }: Somebody, seconds: number) =>
  (await aSignIn(auth(seconds), account)).session

const csrfOf = (session: SignedIn) => csrfTokenOf(auth(), session)
const kept = (fields: Record<string, string> = { name: MARK }) => ({
  path: '/work/teams?/create',
  fields,
  uploads: []
})

/** What the browser was told to remember for a minute. */
const cookieJar = (token: string | undefined) => {
  const said = new Map<string, string>()
  const cookies = {
    get: (name: string) => (name.endsWith('said') ? said.get(name) : token),
    set: (name: string, value: string) => void said.set(name, value)
  } as unknown as Cookies
  return { cookies, said: () => [...said.values()][0] }
}

interface Posting {
  readonly permission?: Permission
  readonly token?: string | undefined
  readonly session?: SignedIn
  readonly seconds?: number
  readonly body?: string | FormData
  readonly path?: string
  readonly type?: string
}

/** Posts a form to a guarded action as the hook hands it over: to whose session runs, with what they are; else with the cookie alone. */
const post = async ({
  permission = 'teams.create',
  token,
  session,
  seconds = 0,
  body = '',
  path = '/work/teams?/create',
  type
}: Posting) => {
  const url = new URL(path, 'https://verein.example')
  const headers =
    typeof body === 'string' ? { 'content-type': type ?? 'application/x-www-form-urlencoded' } : {}
  const request = new Request(url, { method: 'POST', body, headers })
  const { cookies, said } = cookieJar(token)
  const running = session && { signedIn: session, actor: session.actor, work: work(session, seconds) }
  const event = { url, request, cookies, locals: { auth: auth(seconds), ...running } }
  const handler = guard(permission, () => 'reached')
  const answer: unknown = await handler(event as unknown as RequestEvent).catch((thrown: unknown) => thrown)
  return { answer, said: said() }
}

const formOf = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const rowsOf = async (id: AccountId) =>
  (await queryAsOwner(db.owner, 'SELECT * FROM access_draft WHERE account_id = $1 ORDER BY made_at', [id]))
    .rows as { id: string; sealed: Buffer }[]

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  other = await db.addOrganisation('Anderer Verein')
})

describe('a form that comes after the session has ended', () => {
  test('is kept sealed, leads to the sign-in, and is opened in the next session', async () => {
    const one = await somebody()
    const id = randomUUID()
    const body = formOf({ csrf: csrfOf(one.session), id, name: `${MARK} 1`, password: `${MARK} 2` })
    const at = 31 * MINUTE
    expect(await findSession(auth(at), one.token)).toBeUndefined()
    const { answer, said } = await post({ token: one.token, seconds: at, body })
    expect(answer).toMatchObject({ status: 303, location: '/sign-in?back=%2Fwork%2Fteams' })
    expect(said).toBe('draftKept')

    const [row, ...more] = await rowsOf(one.account.id)
    expect(more).toEqual([])
    const everything = JSON.stringify(row) + row!.sealed.toString('latin1')
    for (const typed of [MARK, 'work/teams', 'create', id]) expect(everything).not.toContain(typed)
    expect(row!.sealed.length % 2048, 'the length shows in steps').toBe(49)

    const session = await again(one, at + 60)
    const [waiting] = await listDrafts(work(session, at + 90), session)
    const opened = await openDraft(work(session, at + 90), session, waiting!.id)
    expect(opened).toMatchObject({
      value: {
        madeAt: start.add({ seconds: at }),
        content: { path: '/work/teams?/create', fields: { id, name: `${MARK} 1` }, uploads: [] }
      }
    })
    expect(JSON.stringify(opened)).not.toContain(`${MARK} 2`)
    expect(await eventsAbout(db.owner, one.account.id)).toContain('access.draft.kept')
  })

  test.each([
    ['12 hours after it began', 12 * HOUR, true],
    ['just within a day after it ended', 24 * HOUR + 29 * MINUTE, true],
    ['a day after it ended', 24 * HOUR + 30 * MINUTE, false]
  ])('%s (%s s) is kept: %s', async (_, seconds, isKept) => {
    const one = await somebody()
    const body = formOf({ csrf: csrfOf(one.session), name: MARK })
    const { said } = await post({ token: one.token, seconds, body })
    expect([said, (await rowsOf(one.account.id)).length]).toEqual(
      isKept ? ['draftKept', 1] : ['draftLost', 0]
    )
  })

  test.each<[string, (one: Somebody) => Promise<Partial<Posting>> | Partial<Posting>]>([
    ['without a token', () => ({ body: formOf({ name: MARK }) })],
    ['with a wrong token', () => ({ body: formOf({ csrf: 'x'.repeat(43), name: MARK }) })],
    [
      'with the token of somebody else',
      async () => ({ body: formOf({ csrf: csrfOf((await somebody()).session), name: MARK }) })
    ],
    ['without a cookie', () => ({ token: undefined })],
    ['with a cookie that names nothing', () => ({ token: 'A'.repeat(43) })],
    [
      'that is too large',
      ({ session }) => ({ body: formOf({ csrf: csrfOf(session), name: 'a'.repeat(66_000) }) })
    ],
    ['that is no form', () => ({ type: 'text/plain' })],
    ['that is not UTF-8', ({ session }) => ({ body: `csrf=${csrfOf(session)}&name=%ff` })],
    ['with broken parts', () => ({ type: 'multipart/form-data; boundary=x', body: '--y' })],
    [
      'of who signed out',
      async ({ session }) => {
        await endSession(auth(), session, session.sessionId)
        return {}
      }
    ],
    [
      'of who has no key',
      async ({ account }) => {
        await queryAsOwner(db.owner, 'DELETE FROM access_user_key WHERE account_id = $1', [account.id])
        return {}
      }
    ],
    [
      'of who has a key that nothing opens',
      async ({ account }) => {
        await queryAsOwner(db.owner, 'DELETE FROM access_user_key_wrap WHERE account_id = $1', [account.id])
        return {}
      }
    ],
    [
      'of whose public key somebody exchanged in the database',
      async ({ account }) => {
        const { publicKey } = await makeSealingPair()
        const exchange = 'UPDATE access_user_key SET public_key = $1 WHERE account_id = $2'
        await queryAsOwner(db.owner, exchange, [publicKey, account.id])
        return {}
      }
    ],
    [
      'of a closed account',
      async ({ account }) => {
        const admin = await somebody()
        expect(await disableAccount(work(admin.session), admin.session.actor, account.id)).toMatchObject({
          done: true
        })
        return {}
      }
    ]
  ])('%s is not kept, and the page says so', async (_, wish) => {
    const one = await somebody()
    const body = formOf({ csrf: csrfOf(one.session), name: MARK })
    const { answer, said } = await post({ token: one.token, seconds: HOUR, body, ...(await wish(one)) })
    expect(answer).toMatchObject({ status: 303, location: '/sign-in?back=%2Fwork%2Fteams' })
    expect(said).toBe('draftLost')
    const { rows } = await queryAsOwner(db.owner, 'SELECT FROM access_draft WHERE account_id = $1', [
      one.account.id
    ])
    expect(rows).toEqual([])
  })

  test('names the files that were chosen, and keeps none', async () => {
    const one = await somebody()
    const body = new FormData()
    body.set('csrf', csrfOf(one.session))
    body.set('note', MARK)
    body.set('first', new File(['Inhalt'], 'Bescheid März.pdf'))
    body.set('second', new File([], ''))
    const { said } = await post({ token: one.token, seconds: HOUR, body })
    expect(said).toBe('draftKept')
    const session = await again(one, HOUR + 60)
    const [row] = await rowsOf(one.account.id)
    expect(await openDraft(work(session, HOUR + 90), session, row!.id)).toMatchObject({
      value: { content: { fields: { note: MARK }, uploads: ['Bescheid März.pdf'] } }
    })
  })

  test.each<[string, Partial<Posting>, Record<string, string>]>([
    ['a button alone', {}, { id: randomUUID(), note: ' ' }],
    ['what changes a password', { permission: 'password.change' }, { password: MARK }],
    ['what opens a key', { permission: 'key.view' }, { code: MARK }]
  ])('keeps nothing of %s, and says nothing', async (_, wish, fields) => {
    const one = await somebody()
    const body = formOf({ csrf: csrfOf(one.session), ...fields })
    expect((await post({ token: one.token, seconds: HOUR, body, ...wish })).said).toBeUndefined()
    expect(await rowsOf(one.account.id)).toEqual([])
  })
})

test('the audit is told where a draft would be sealed to a key that somebody exchanged', async () => {
  const one = await somebody()
  const { publicKey } = await makeSealingPair()
  await queryAsOwner(db.owner, 'UPDATE access_user_key SET public_key = $1 WHERE account_id = $2', [
    publicKey,
    one.account.id
  ])
  expect(await keepDraft(auth(), one.account.id, kept())).toBe(false)
  expect((await eventsAbout(db.owner, one.account.id)).at(-1)).toBe('access.userKey.suspected')
})

describe('a form that has to be confirmed first', () => {
  test('is kept while its writer confirms, and reaches its action with the draft’s id, which then goes', async () => {
    const one = await somebody()
    const body = formOf({ csrf: csrfOf(one.session), name: MARK })
    const posting = { permission: 'people.invite', session: one.session, body } as const
    const path = '/work/people/invite'
    const stale = await post({ ...posting, path, seconds: 11 * MINUTE })
    expect(stale.answer).toMatchObject({ location: '/confirm?back=%2Fwork%2Fpeople%2Finvite' })
    expect(stale.said).toBe('draftKept')
    const [first] = await rowsOf(one.account.id)

    const sent = `${path}?draft=${first!.id}`
    expect((await post({ ...posting, path: sent, seconds: 12 * MINUTE })).said).toBe('draftKept')
    const [second, ...more] = await rowsOf(one.account.id)
    expect(more, 'one takes the place of the other').toEqual([])
    expect(second!.id).not.toBe(first!.id)
    expect(
      await openDraft(work(one.session, 13 * MINUTE), one.session, second!.id),
      'and does not know of it'
    ).toMatchObject({ value: { content: { path } } })

    const done = await post({ ...posting, path: `${path}?draft=${second!.id}`, seconds: MINUTE })
    expect(done.answer).toBe('reached')
    expect(await rowsOf(one.account.id)).toEqual([])
  })

  test('takes nobody else’s draft with it', async () => {
    const [one, two] = [await somebody(), await somebody()]
    const id = await aDraft(owner(), two.account.id, MARK)
    await post({ session: one.session, path: `/work/teams?/create&draft=${id}` })
    expect(await rowsOf(two.account.id)).toHaveLength(1)
  })

  test('stays where its action failed', async () => {
    const one = await somebody()
    const id = await aDraft(owner(), one.account.id, MARK)
    const url = new URL(`https://verein.example/work/teams?/create&draft=${id}`)
    const request = new Request(url, { method: 'POST' })
    const event = { url, request, locals: { actor: one.session.actor, work: work(one.session) } }
    const handler = guard('teams.create', () => Promise.reject(new Error('no database')))
    await expect(handler(event as unknown as RequestEvent)).rejects.toThrow('no database')
    expect(await rowsOf(one.account.id)).toHaveLength(1)
  })
})

describe('a draft', () => {
  test('is not there for another colleague, nor in another organisation', async () => {
    const [one, two] = [await somebody(), await somebody()]
    const id = await aDraft(owner(), one.account.id, MARK)
    expect(await openDraft(work(two.session), two.session, id)).toEqual({ done: false, reason: 'missing' })
    expect(await discardDraft(work(two.session), two.session, id)).toMatchObject({ reason: 'missing' })
    const elsewhere = db.ctx('app_work', other, clockAt(0), one.session.actor)
    expect(await openDraft(elsewhere, one.session, id)).toMatchObject({ reason: 'missing' })
    expect(await listDrafts(elsewhere, one.session)).toEqual([])
    for (const wrong of ['', 'x', randomUUID()])
      expect(await openDraft(work(one.session), one.session, wrong)).toMatchObject({ reason: 'missing' })
    expect(await discardDraft(work(one.session), one.session, 'x')).toMatchObject({ reason: 'missing' })
    expect(await rowsOf(one.account.id)).toHaveLength(1)
  })

  test('opens in its own place alone, and nothing that is not a draft', async () => {
    const [one, two] = [await somebody(), await somebody()]
    const id = await aDraft(owner(), one.account.id, MARK)
    const read = async () => openDraft(work(one.session), one.session, id)
    expect(await read()).toMatchObject({ value: { content: { fields: { name: MARK } } } })
    const place = { id, accountId: one.account.id }
    const key = await owner().read((tx) => selectUserKey(tx, one.account.id))
    const strange = { ...kept(), path: 7 } as unknown as ReturnType<typeof kept>
    for (const sealed of [
      await sealDraft(owner(), { ...place, id: randomUUID() }, key!, kept()),
      await sealDraft(owner(), { ...place, accountId: two.account.id }, key!, kept()),
      await sealDraft(owner(), place, await makeSealingPair(), kept()),
      await sealDraft(owner(), place, key!, strange)
    ]) {
      await queryAsOwner(db.owner, 'UPDATE access_draft SET sealed = $1 WHERE id = $2', [sealed, id])
      expect((await read()) as object).toMatchObject({ done: true, value: { content: undefined } })
    }
  })

  test('does not open while the key is locked, and can be discarded', async () => {
    const one = await somebody()
    const id = await aDraft(owner(), one.account.id, MARK)
    await lockKey(owner(), one.session.sessionId)
    const locked = (await findSession(auth(), one.token))!
    expect(await openDraft(work(locked), locked, id)).toEqual({ done: false, reason: 'locked' })
    expect(await discardDraft(work(locked), locked, id)).toMatchObject({ done: true })
    expect(await rowsOf(one.account.id)).toEqual([])
    expect((await eventsAbout(db.owner, one.account.id)).at(-1)).toBe('access.draft.discarded')
  })

  test('is gone after a day, and deleted by the work of the day', async () => {
    const one = await somebody()
    const id = await aDraft(owner(), one.account.id, MARK)
    const last = 24 * HOUR - 1
    expect(await openDraft(work(one.session, last), one.session, id)).toMatchObject({ done: true })
    expect(await openDraft(work(one.session, last + 1), one.session, id)).toMatchObject({ reason: 'missing' })
    expect(await listDrafts(work(one.session, last + 1), one.session)).toEqual([])
    await forgetOldSignIns(owner(last))
    expect(await rowsOf(one.account.id)).toHaveLength(1)
    await forgetOldSignIns(owner(last + 1))
    expect(await rowsOf(one.account.id)).toEqual([])
  })

  test('is one of five at most, the newest, also of many at once', async () => {
    const one = await somebody()
    await aDraft(owner(-60), one.account.id, 'das älteste')
    const [oldest] = await rowsOf(one.account.id)
    await Promise.all([...Array(9).keys()].map((n) => keepDraft(auth(n), one.account.id, kept())))
    const rows = await rowsOf(one.account.id)
    expect(rows).toHaveLength(5)
    expect(rows.map(({ id }) => id)).not.toContain(oldest!.id)
  })

  test('is named and not shown in what is exported, and goes with its owner', async () => {
    const one = await somebody()
    const id = await aDraft(owner(), one.account.id, MARK)
    const data = await exportAccount(work(one.session), one.session.actor, one.account.id)
    expect(data).toMatchObject({ value: { drafts: [{ id }] } })
    expect(JSON.stringify(data)).not.toContain('sealed')
    const admin = await somebody()
    await disableAccount(work(admin.session), admin.session.actor, one.account.id)
    expect(await eraseAccount(work(admin.session), admin.session.actor, one.account.id)).toMatchObject({
      done: true
    })
    expect(await rowsOf(one.account.id)).toEqual([])
  })
})
