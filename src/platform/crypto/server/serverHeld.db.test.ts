import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { destroyHeld, destroyOverdue, holdForServer, openHeld } from './serverHeld.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
const until = start.add({ hours: 2 })
let organisation: OrganisationId
const at = (minutes: number, role: 'app_work' | 'app_portal' = 'app_work') =>
  db.ctx(role, organisation, fixedClock(start.add({ minutes }).toString()))
const rows = async (statement: string, ...values: unknown[]) =>
  (await queryAsOwner<{ sealed: Buffer }>(db.owner, statement, values)).rows

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

const hold = async (role: 'app_work' | 'app_portal' = 'app_work') => {
  const [id, ctx] = [randomUUID(), at(0, role)]
  const plain = Buffer.from('visitor@example.org')
  await ctx.write((tx) => holdForServer(tx, ctx, { id, purpose: 'held', plain, until }))
  return id
}
const open = async (id: string, minutes = 1, ctx = at(minutes)) =>
  (await ctx.read((tx) => openHeld(tx, ctx, { id, purpose: 'held' })))?.toString()

test('what the portal puts under the server key opens for the server, and says nothing in the database', async () => {
  const id = await hold('app_portal')
  expect(await open(id)).toBe('visitor@example.org')
  const [row] = await rows('SELECT sealed FROM platform_server_held WHERE id = $1', id)
  expect(row!.sealed.includes('visitor')).toBe(false)
  const portal = at(1, 'app_portal')
  await expect(portal.read((tx) => openHeld(tx, portal, { id, purpose: 'held' }))).rejects.toThrow(
    'permission denied'
  )
})

test('nothing opens it from its hour on, and then it is destroyed', async () => {
  const id = await hold()
  expect(await open(id, 119)).toBe('visitor@example.org')
  expect(await open(id, 120)).toBeUndefined()
  await destroyOverdue(at(119))
  expect(await rows('SELECT FROM platform_server_held WHERE id = $1', id)).toHaveLength(1)
  await destroyOverdue(at(120))
  expect(await rows('SELECT FROM platform_server_held WHERE id = $1', id)).toEqual([])
})

test('nobody gives it a longer life, another purpose or another place', async () => {
  const [one, two] = [await hold(), await hold()]
  await rows(`UPDATE platform_server_held SET destroy_at = destroy_at + interval '1 day' WHERE id = $1`, one)
  expect(await open(one)).toBeUndefined()
  await rows(
    'UPDATE platform_server_held SET sealed = (SELECT sealed FROM platform_server_held WHERE id = $1) WHERE id = $2',
    one,
    two
  )
  expect(await open(two)).toBeUndefined()
  const third = await hold()
  const ctx = at(1)
  expect(await ctx.read((tx) => openHeld(tx, ctx, { id: third, purpose: 'totp' }))).toBeUndefined()
})

test('it is destroyed before its hour on demand, and another organisation sees none of it', async () => {
  const id = await hold()
  const other = db.ctx('app_work', await db.addOrganisation('Anderer Verein'), fixedClock(start.toString()))
  expect(await open(id, 1, other)).toBeUndefined()
  await other.write((tx) => destroyHeld(tx, [id]))
  expect(await open(id)).toBe('visitor@example.org')
  await at(1).write((tx) => destroyHeld(tx, [id]))
  expect(await open(id)).toBeUndefined()
})

test('an hour that has passed is refused', async () => {
  const ctx = at(120)
  const held = { id: randomUUID(), purpose: 'held' as const, plain: Buffer.of(1), until }
  await expect(ctx.write((tx) => holdForServer(tx, ctx, held))).rejects.toThrow('hour')
})
