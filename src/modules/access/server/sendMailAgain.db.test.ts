import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { aColleague, anOrganisationAdmin } from '../testing/factories.ts'
import { sendMailAgain } from './index.ts'

const db = useTestDatabase()
let owner: Ctx
let elsewhere: Ctx
let admin: Actor

beforeAll(async () => {
  owner = db.ctx('owner', await db.addOrganisation())
  elsewhere = db.ctx('owner', await db.addOrganisation())
  admin = await aColleague(owner, { grants: [{ role: 'systemAdmin' }] })
})

const as = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
const again = (id: string, actor = admin) => sendMailAgain(as(actor), actor, id)
const stateOf = async (id: string) =>
  (
    await queryAsOwner<{ state: string; attempts: number }>(
      db.owner,
      'SELECT state, attempts FROM platform_outbox WHERE id = $1',
      [id]
    )
  ).rows[0]
const jobsOf = async (id: string) =>
  (await queryAsOwner(db.owner, `SELECT FROM pgboss.job WHERE data->>'id' = $1`, [id])).rows.length

type Kind = 'waiting' | 'sent' | 'failed' | 'destroyed' | 'shown'
/** A mail as the outbox has it; `destroyed`: given up so long ago that its content is gone. */
const aMail = async (kind: Kind, ctx = owner) => {
  const id = randomUUID()
  const state = kind === 'destroyed' ? 'failed' : kind
  const empty = kind === 'sent' || kind === 'destroyed'
  await queryAsOwner(
    db.owner,
    `INSERT INTO platform_outbox (id, organisation_id, state, sealed, attempts, created_at, next_attempt_at, settled_at)
     VALUES ($1, $2, $3, $4, 3, now(), CASE $3 WHEN 'waiting' THEN now() END, CASE $3 WHEN 'waiting' THEN NULL ELSE now() END)`,
    [id, ctx.organisationId, state, empty ? null : Buffer.from('sealed')]
  )
  return id
}

describe('a mail that was given up', () => {
  test('is sent again once, however often it is asked for at once, and the audit tells of it', async () => {
    const id = await aMail('failed')
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => again(id)))
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1)
    expect(await stateOf(id)).toEqual({ state: 'waiting', attempts: 0 })
    expect(await jobsOf(id)).toBe(1)
    expect(await eventsAbout(db.owner, id)).toEqual(['access.mail.sentAgain'])
  })

  test('stays given up where the audit cannot be written', async () => {
    const id = await aMail('failed')
    await queryAsOwner(db.owner, 'REVOKE EXECUTE ON FUNCTION access_audit_append FROM app_work')
    try {
      await expect(again(id)).rejects.toThrow()
      expect(await stateOf(id)).toEqual({ state: 'failed', attempts: 3 })
      expect(await jobsOf(id)).toBe(0)
    } finally {
      await queryAsOwner(db.owner, 'GRANT EXECUTE ON FUNCTION access_audit_append TO app_work')
    }
  })

  test('is let be for somebody who may not, and looks as if it were not there from another organisation', async () => {
    const id = await aMail('failed')
    const theirs = await aMail('failed', elsewhere)
    const other = await anOrganisationAdmin(owner)
    expect(await again(id, other)).toEqual({ done: false, reason: 'forbidden' })
    const missing = await again(randomUUID())
    expect(await again(theirs)).toEqual(missing)
    expect(missing).toEqual({ done: false, reason: 'gone' })
    expect([await stateOf(id), await stateOf(theirs)]).toMatchObject([
      { state: 'failed' },
      { state: 'failed' }
    ])
    expect([...(await eventsAbout(db.owner, id)), ...(await eventsAbout(db.owner, theirs))]).toEqual([])
  })
})

test.each<Kind>(['waiting', 'sent', 'destroyed', 'shown'])(
  'a mail that is %s is refused, and nothing is queued',
  async (kind) => {
    const id = await aMail(kind)
    const before = await stateOf(id)
    expect(await again(id)).toEqual({ done: false, reason: 'gone' })
    expect(await stateOf(id)).toEqual(before)
    expect(await jobsOf(id)).toBe(0)
    expect(await eventsAbout(db.owner, id)).toEqual([])
  }
)

test('what is no id is refused', async () => {
  expect(await again('none')).toEqual({ done: false, reason: 'gone' })
})
