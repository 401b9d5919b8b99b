import { mkdtempSync, rmSync } from 'node:fs'
import pg from 'pg'
import type { Clock } from '#platform/clock/clock.ts'
import type { ActorRef, Ctx, OrganisationId } from '#platform/ctx.ts'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'
import type { LoginRole } from '#platform/db/server/roles.ts'
import { createLog } from '#platform/log/server/log.ts'

/** A migrated database of a bench's own with one organisation, written as safely as the product's. */
export interface BenchDatabase {
  readonly organisationId: OrganisationId
  ctx(role: LoginRole | 'owner', clock: Clock, actor?: ActorRef): Ctx
  /** Runs one statement as the owner, with `app.org` set to the organisation. */
  run(statement: string, values?: unknown[]): Promise<pg.QueryResult>
  close(): Promise<void>
}

/** Starts the embedded PostgreSQL on a folder that `close` removes. */
export const openBenchDatabase = async (): Promise<BenchDatabase> => {
  const dataDirectory = mkdtempSync('/tmp/anlaufstelle-bench-')
  const hold = await openCluster({ dataDirectory, as: 'application' })
  const { owner } = hold.cluster
  await prepareDatabase(owner)
  const client = new pg.Client(owner)
  await client.connect()
  const { rows } = await client.query<{ id: OrganisationId }>(
    `INSERT INTO access_organisation (name, runs_installation) VALUES ('Bench', false) RETURNING id`
  )
  const organisationId = rows[0]!.id
  await client.query(`SELECT set_config('app.org', $1, false)`, [organisationId])
  const database = openDatabase(owner)
  const serverKey = await openServerKey(dataDirectory)
  return {
    organisationId,
    ctx: (role, clock, actor) =>
      createCtx({ database, clock, log: createLog('error'), serverKey }, role, organisationId, actor),
    run: (statement, values = []) => client.query(statement, values),
    async close() {
      await client.end()
      await database.close()
      await hold.release()
      rmSync(dataDirectory, { recursive: true, force: true })
    }
  }
}
