import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { LOGIN_ROLES } from '#platform/db/server/roles.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { PERSON_FIELDS } from '../policy.ts'
import { runCells } from '../testing/accessCells.ts'
import { NAMING, showings } from '../testing/accessOperations.ts'
import {
  anAccessWorld,
  dropPolicies,
  FOREIGN_MARK,
  tenantTables,
  type AccessWorld
} from '../testing/accessWorld.ts'

/** The guards are off in this file: whoever asks may do everything and read every field. */
vi.mock(import('../policy.ts'), async (original) => ({
  ...(await original()),
  mayDo: () => true,
  forbidsOneself: () => false,
  fieldsFor: () => new Set(PERSON_FIELDS)
}))

/** Without guards a role makes no difference. */
const ASKED = ['nobody', 'counsellor'] as const

const db = useTestDatabase()
let world: AccessWorld
beforeAll(async () => {
  world = await anAccessWorld(db)
})

describe('without any guard, row-level security alone', () => {
  test('keeps every use case away from the other organisation', { timeout: 120_000 }, async () => {
    const { surprises } = await runCells(world, ASKED, (_name, _asking, where) =>
      where === 'other organisation' || where === 'unknown'
        ? JSON.stringify({ done: false, reason: 'missing' })
        : 'any'
    )
    const opened = surprises.filter(({ expected }) => expected !== 'any')
    expect(opened).toEqual([])
    expect(surprises.filter(({ answer }) => answer === 'done').length).toBeGreaterThan(50)
    expect(await world.foreignHarm()).toEqual([])
  })

  test('answers alike where another’s record or none is named beside one’s own', async () => {
    const admin = world.actor('organisationAdmin')
    const own = await world.target('organisationAdmin', 'team', false)
    for (const name of Object.values(NAMING)) {
      const foreign = await world.target('organisationAdmin', 'other organisation', false)
      const unknown = await world.target('organisationAdmin', 'unknown', false)
      const answer = await name(world.ctxOf(admin), admin, own, foreign)
      expect(answer).toMatchObject({ done: false })
      expect(answer).toEqual(await name(world.ctxOf(admin), admin, own, unknown))
    }
  })

  test('shows no row of the other organisation, whoever asks', async () => {
    for (const asking of ASKED) {
      const actor = world.actor(asking)
      expect(await showings(world.ctxOf(actor), actor)).not.toContain(FOREIGN_MARK)
    }
  })

  test('shows and changes no row of another organisation in any table, for any login role', async () => {
    const tried: string[] = []
    for (const table of await tenantTables(db))
      for (const role of LOGIN_ROLES) {
        const may = await rightsOf(role, table)
        const ctx = db.ctx(role, world.ours)
        const whose = sql`WHERE organisation_id = ${world.theirs}`
        if (may.sees) {
          const seen = await ctx.read((tx) => sql`SELECT 1 FROM ${sql.table(table)} ${whose}`.execute(tx))
          expect([table, role, seen.rows]).toEqual([table, role, []])
          tried.push(`${role} SELECT ${table}`)
        }
        if (may.sees && may.deletes) {
          const gone = await ctx.write((tx) => sql`DELETE FROM ${sql.table(table)} ${whose}`.execute(tx))
          expect([table, role, gone.numAffectedRows]).toEqual([table, role, 0n])
          tried.push(`${role} DELETE ${table}`)
        }
        if (may.sees && may.changes) {
          const change = sql`UPDATE ${sql.table(table)} SET ${sql.ref(may.changes)} = ${sql.ref(may.changes)} ${whose}`
          const changed = await ctx.write((tx) => change.execute(tx))
          expect([table, role, changed.numAffectedRows]).toEqual([table, role, 0n])
          tried.push(`${role} UPDATE ${table}`)
        }
      }
    expect(tried.length).toBeGreaterThan(30)
    expect(tried).toContain('app_work DELETE access_session')
    expect(tried).toContain('app_auth UPDATE access_account')
  })

  test('is what holds: without it these tests find the other organisation open', async () => {
    await dropPolicies(db)
    const actor = world.actor('nobody')
    expect(await showings(world.ctxOf(actor), actor)).toContain(FOREIGN_MARK)
    const { surprises } = await runCells(world, ['nobody'], (_name, _asking, where) =>
      where === 'other organisation' ? JSON.stringify({ done: false, reason: 'missing' }) : 'any'
    )
    const opened = surprises.filter(({ expected, answer }) => expected !== 'any' && answer === 'done')
    expect(opened.map(({ cell }) => cell)).toContain('nobody: getPerson, other organisation')
    expect(opened.length).toBeGreaterThan(5)
    expect(await world.foreignHarm()).not.toEqual([])
  })
})

const rightsOf = async (role: string, table: string) => {
  const { rows } = await queryAsOwner<{ sees: boolean; deletes: boolean; changes: string | null }>(
    db.owner,
    `SELECT has_column_privilege($1::name, $2::text, 'organisation_id', 'SELECT') AS sees,
       has_table_privilege($1::name, $2::text, 'DELETE') AS deletes,
       (SELECT attname FROM pg_attribute WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped
          AND attgenerated = '' AND has_column_privilege($1::name, $2::text, attname, 'UPDATE')
          AND has_column_privilege($1::name, $2::text, attname, 'SELECT') LIMIT 1) AS changes`,
    [role, table]
  )
  return rows[0]!
}
