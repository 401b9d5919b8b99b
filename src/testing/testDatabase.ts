import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { fixedClock, type Clock } from '#platform/clock/clock.ts'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import type { ActorRef, Ctx, OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openDatabase, type Database } from '#platform/db/server/database.ts'
import type { LoginRole } from '#platform/db/server/roles.ts'
import { createLog } from '#platform/log/server/log.ts'
import { createMemory, type Memory } from '#platform/memory/memory.ts'

/** A database of a test file's own, cloned from the migrated template. */
export interface TestDatabase {
  readonly owner: OwnerConnection
  readonly database: Database
  /** Adds an organisation; the first one of a database runs the installation. */
  addOrganisation(name?: string): Promise<OrganisationId>
  /** A ctx for `role` that sees one organisation, at a standing time, on behalf of `actor` where someone acts. */
  ctx(role: LoginRole | 'owner', organisationId?: OrganisationId, clock?: Clock, actor?: ActorRef): Ctx
}

/** A Tuesday morning without holidays in Saxony. */
const TEST_TIME = '2026-09-15T09:10:00+02:00'

/** Clones the template before the file's tests and drops the clone after them. */
export const useTestDatabase = (): TestDatabase => {
  const template = inject('templateDatabase')
  const owner = { ...template, database: `test_${randomUUID().replaceAll('-', '')}` }
  const database = openDatabase(owner)
  const memory = createMemory(() => true)
  const serverKey = createServerKey(randomBytes(32))
  memories.set(owner.database, memory)
  beforeAll(() =>
    asAdministrator(template, `CREATE DATABASE ${owner.database} TEMPLATE ${template.database}`)
  )
  afterAll(async () => {
    await database.close()
    await asAdministrator(template, `DROP DATABASE ${owner.database} WITH (FORCE)`)
  })
  let organisations = 0
  return {
    owner,
    database,
    async addOrganisation(name = `Organisation ${organisations + 1}`) {
      const first = organisations++ === 0
      if (first) {
        await queryAsOwner(owner, 'INSERT INTO access_installation (demo, decided_at) VALUES (false, now())')
      }
      const { rows } = await queryAsOwner<{ id: OrganisationId }>(
        owner,
        'INSERT INTO access_organisation (name, runs_installation) VALUES ($1, $2) RETURNING id',
        [name, first]
      )
      return rows[0]!.id
    },
    ctx: (role, organisationId, clock = fixedClock(TEST_TIME), actor) => {
      const surroundings = { database, clock, log: createLog('error'), serverKey, memory }
      const ctx = createCtx(surroundings, role, organisationId, actor)
      return { ...ctx, write: (work) => ctx.write(work).finally(() => memory.forget()) }
    }
  }
}

/** What each test database's ctxs remember: all of it is forgotten whenever a test may have changed the data. */
const memories = new Map<string, Memory>()

const asAdministrator = (template: OwnerConnection, statement: string) =>
  queryAsOwner({ ...template, database: 'postgres' }, statement)

/** Runs one statement as the database's owner, past row-level security: for arranging and for looking behind. */
export const queryAsOwner = async <Row extends pg.QueryResultRow>(
  owner: OwnerConnection,
  statement: string,
  values: unknown[] = []
): Promise<pg.QueryResult<Row>> => {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    return await client.query<Row>(statement, values)
  } finally {
    await client.end()
    memories.get(owner.database)?.forget()
  }
}
