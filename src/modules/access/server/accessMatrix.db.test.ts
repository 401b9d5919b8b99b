import { beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { expectedAnswer, runCells } from '../testing/accessCells.ts'
import { MAKING, NAMING, OPERATIONS, showings, type OperationName } from '../testing/accessOperations.ts'
import {
  anAccessWorld,
  ASKING,
  dropPolicies,
  FOREIGN_MARK,
  WHERE,
  type AccessWorld,
  type Target
} from '../testing/accessWorld.ts'
import { anAccount, PASSWORD } from '../testing/factories.ts'
import { anInvitation, aPasswordReset, aSession } from '../testing/records.ts'
import { findInvitation, findPasswordReset, findSession, signIn } from './index.ts'

/** Once as in production, and once where the database lets everyone see everything: then the guards hold alone. */
describe.each([
  ['with both walls', false],
  ['without row-level security', true]
])('the access matrix %s', (_, withoutPolicies) => {
  const db = useTestDatabase()
  let world: AccessWorld
  beforeAll(async () => {
    world = await anAccessWorld(db)
    if (withoutPolicies) await dropPolicies(db)
  })

  test('has no surprise in any role, use case and place', { timeout: 120_000 }, async () => {
    const { cells, surprises } = await runCells(world, ASKING, expectedAnswer)
    expect(surprises).toEqual([])
    expect(cells).toBe(ASKING.length * WHERE.length * Object.keys(OPERATIONS).length)
    expect(await world.foreignHarm()).toEqual([])
  })

  test('lets administrators alone make something new', async () => {
    for (const asking of ASKING)
      for (const { run } of Object.values(MAKING)) {
        const actor = world.actor(asking)
        const outcome = await run(world.ctxOf(actor), actor)
        expect(outcome.done ? 'done' : outcome).toEqual(
          asking === 'organisationAdmin' ? 'done' : { done: false, reason: 'forbidden' }
        )
      }
  })

  test('answers alike where another’s record or none is named beside one’s own', async () => {
    const admin = world.actor('organisationAdmin')
    const own = await world.target('organisationAdmin', 'team', false)
    for (const name of Object.values(NAMING)) {
      const [foreign, unknown] = [
        await world.target('organisationAdmin', 'other organisation', false),
        await world.target('organisationAdmin', 'unknown', false)
      ]
      const answers = [
        await name(world.ctxOf(admin), admin, own, foreign),
        await name(world.ctxOf(admin), admin, own, unknown)
      ]
      expect(answers[0]).toMatchObject({ done: false })
      expect(JSON.stringify(answers[0])).toBe(JSON.stringify(answers[1]))
    }
  })

  test.each(['', 'x', '0F8FAD5B-D9CB-469F-A165-70867728950E', "'; --"])(
    'takes %j for what does not exist',
    async (id) => {
      const target = {
        accountId: id,
        grantId: id,
        teamId: id,
        teamName: '',
        invitationId: id
      } as unknown as Target
      for (const asking of ['organisationAdmin', 'dataProtectionOfficer'] as const)
        for (const name of Object.keys(OPERATIONS) as OperationName[]) {
          const actor = world.actor(asking)
          const outcome = await OPERATIONS[name].run(world.ctxOf(actor), actor, target)
          expect(JSON.stringify(outcome)).toBe(expectedAnswer(name, asking, 'unknown'))
        }
    }
  )

  test('knows nothing that a stranger names of the other organisation', async () => {
    const there = db.ctx('owner', world.theirs)
    const { id, email } = await anAccount(there)
    const { token } = await aSession(there, id, { stage: 'full', fresh: true })
    const [invitation, reset] = [
      await anInvitation(there, { name: FOREIGN_MARK }),
      await aPasswordReset(there, id)
    ]
    const asked = async (ctx: Ctx) => [
      (await findSession(ctx, token)) !== undefined,
      (await findInvitation(ctx, invitation.token)) !== undefined,
      (await findPasswordReset(ctx, reset)) !== undefined,
      (await signIn(ctx, { email, password: PASSWORD, device: '' })).done
    ]
    expect(await asked(db.ctx('app_auth', world.theirs))).toEqual([true, true, true, true])
    expect(await asked(db.ctx('app_auth', world.ours))).toEqual([false, false, false, false])
  })

  test('shows nobody a row of the other organisation', async () => {
    for (const asking of ASKING) {
      const actor = world.actor(asking)
      const shown = await showings(world.ctxOf(actor), actor)
      expect(shown).not.toContain(FOREIGN_MARK)
      expect(shown).not.toContain(world.theirs)
    }
  })
})
