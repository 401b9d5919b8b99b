import type { RequestEvent } from '@sveltejs/kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor } from '../model.ts'
import { aColleague, anOrganisationAdmin } from '../testing/factories.ts'
import { guard, open } from './index.ts'

const db = useTestDatabase()
const NOW = '2026-09-15T09:10:00+02:00'
let admin: Actor
let nobody: Actor

beforeAll(async () => {
  const owner: Ctx = db.ctx('owner', await db.addOrganisation())
  admin = await anOrganisationAdmin(owner, { name: 'Änne Admin' })
  nobody = await aColleague(owner)
})

const eventOf = (path: string, actor?: Actor, at = NOW) => {
  const work = actor && db.ctx('app_work', actor.organisationId, fixedClock(at), actor)
  const url = new URL(path, 'https://verein.example')
  return { url, request: new Request(url), locals: { actor, work } } as unknown as RequestEvent
}
const reached = guard('roles.grant', (_event, { actor }) => ({ reached: actor.accountId }))
const shown = guard('today.view', () => 'shown')

describe('a guarded handler', () => {
  test('is reached by those who may, and handed who they are', async () => {
    expect(await reached(eventOf('/work/people', admin))).toEqual({ reached: admin.accountId })
    expect(await shown(eventOf('/work', nobody))).toBe('shown')
  })

  test('sends those who are not signed in to the sign-in, which leads back to the page', async () => {
    await expect(shown(eventOf('/work/people?search=a&page=2'))).rejects.toMatchObject({
      status: 303,
      location: '/sign-in?back=%2Fwork%2Fpeople%3Fsearch%3Da%26page%3D2'
    })
    await expect(shown(eventOf('/work/people/invite?/send'))).rejects.toMatchObject({
      status: 303,
      location: '/sign-in?back=%2Fwork%2Fpeople%2Finvite'
    })
  })

  test('says to those who may not which role may and whom to ask, however fresh their sign-in', async () => {
    for (const at of [NOW, '2026-09-15T11:00:00+02:00'])
      await expect(reached(eventOf('/work/people', nobody, at))).rejects.toMatchObject({
        status: 403,
        body: {
          message: 'forbidden',
          refusal: { permission: 'roles.grant', roles: ['organisationAdmin'], ask: ['Änne Admin'] }
        }
      })
  })

  test('tells the audit who was refused what, once in ten minutes', async () => {
    const curious = await aColleague(db.ctx('owner', nobody.organisationId))
    for (let count = 0; count < 3; count++)
      await expect(reached(eventOf('/work/people', curious))).rejects.toMatchObject({ status: 403 })
    const { rows } = await queryAsOwner(
      db.owner,
      `SELECT event, payload FROM access_audit_event WHERE actor_id = $1`,
      [curious.accountId]
    )
    expect(rows).toEqual([{ event: 'access.permission.refused', payload: { permission: 'roles.grant' } }])
  })

  test.each([
    ['2026-09-15T09:20:00+02:00', undefined],
    ['2026-09-15T09:20:01+02:00', '/confirm?back=%2Fwork%2Fpeople'],
    ['2026-09-15T09:09:59+02:00', '/confirm?back=%2Fwork%2Fpeople']
  ])('that wants both factors fresh asks for them ten minutes later: at %s %s', async (at, location) => {
    const answer = Promise.resolve(reached(eventOf('/work/people', admin, at)))
    if (location) await expect(answer).rejects.toMatchObject({ status: 303, location })
    else expect(await answer).toMatchObject({ reached: admin.accountId })
  })

  test('without a wish for fresh factors never asks for them', async () => {
    expect(await shown(eventOf('/work', admin, '2026-09-15T20:00:00+02:00'))).toBe('shown')
  })
})

test('a handler before the sign-in is reached by everyone', async () => {
  const handler = open('signIn', ({ url }) => url.pathname)
  expect(await handler(eventOf('/sign-in'))).toBe('/sign-in')
})
