import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { createCtx } from './createCtx.ts'

const db = useTestDatabase()
const owner = db.ctx('owner')

test('a connection that the server ends while it is in use fails its own transaction and nothing else', async () => {
  const ended = owner.read(async (tx) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx)
    await queryAsOwner(db.owner, 'SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await sql`SELECT 1`.execute(tx)
  })
  await expect(ended).rejects.toThrow()
  const again = await owner.read((tx) => sql<{ one: number }>`SELECT 1 AS one`.execute(tx))
  expect(again.rows).toEqual([{ one: 1 }])
})

test('a fault rolls back everything a transaction wrote', async () => {
  await queryAsOwner(db.owner, 'CREATE TABLE platform_scratch (n int)')
  const broken = owner.write(async (tx) => {
    await sql`INSERT INTO platform_scratch VALUES (1)`.execute(tx)
    throw new Error('fault')
  })
  await expect(broken).rejects.toThrow('fault')
  expect((await queryAsOwner(db.owner, 'SELECT * FROM platform_scratch')).rowCount).toBe(0)
})

test('the organisation of one transaction does not stay for the next on the same connection', async () => {
  const organisation = await db.addOrganisation()
  const seen = (tx: Parameters<Parameters<typeof owner.read>[0]>[0]) =>
    sql<{ org: string }>`SELECT current_setting('app.org', true) AS org`.execute(tx)
  expect((await db.ctx('app_portal', organisation).read(seen)).rows).toEqual([{ org: organisation }])
  expect((await db.ctx('app_portal').read(seen)).rows).toEqual([{ org: '' }])
})

test('a ctx of its own asks once for what it remembers, and another ctx asks again', async () => {
  const surroundings = {
    database: db.database,
    clock: owner.clock,
    log: owner.log,
    serverKey: owner.serverKey
  }
  let asked = 0
  const remembered = (ctx: Ctx) => ctx.remember('platform.scratch', () => Promise.resolve(++asked))
  const ctx = createCtx(surroundings, 'owner', undefined)
  expect([await remembered(ctx), await remembered(ctx)]).toEqual([1, 1])
  expect(await remembered(createCtx(surroundings, 'owner', undefined))).toBe(2)
})
