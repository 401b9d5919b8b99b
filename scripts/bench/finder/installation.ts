import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import pg from 'pg'
import { fillGermany } from '#testing/germany.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { createLog } from '#platform/log/server/log.ts'
import { createMemory } from '#platform/memory/memory.ts'
import { startApplication, type StartedApplication } from '#testing/startedApplication.ts'

const OFFERS_A_CENTRE = 2

/** The built product running over a database of a bench's own. */
export interface BenchInstallation {
  readonly application: StartedApplication
  /** All German postcodes, well mixed. */
  readonly postcodes: readonly string[]
  /** Names of municipalities, well mixed. */
  readonly names: readonly string[]
  /** What the portal's pages ask through, with a memory that nobody changes. */
  readonly portal: Ctx
  /** Adds synthetic centres until Germany has this many service locations. */
  growTo(serviceLocations: number): Promise<void>
}

/** Runs `work` with an installation that is stopped and removed afterwards, whatever happens. */
export const withInstallation = async (
  work: (installation: BenchInstallation) => Promise<void>
): Promise<void> => {
  const data = mkdtempSync('/tmp/anlaufstelle-bench-')
  chmodSync(data, 0o711)
  const application = await startApplication(data)
  const hold = await openCluster({ dataDirectory: data, as: 'command' })
  const client = new pg.Client(hold.cluster.owner)
  const database = openDatabase(hold.cluster.owner)
  try {
    await client.connect()
    await client.query(
      `SELECT set_config('app.org', (SELECT id::text FROM access_organisation WHERE runs_installation), false)`
    )
    const column = async (statement: string) =>
      (await client.query<{ value: string }>(statement)).rows.map(({ value }) => value)
    const surroundings = {
      database,
      clock: systemClock,
      log: createLog('error'),
      serverKey: await openServerKey(data),
      memory: createMemory(() => true)
    }
    let centres = 0
    await work({
      application,
      postcodes: await column('SELECT postcode AS value FROM places_postcode ORDER BY md5(postcode)'),
      names: await column('SELECT name AS value FROM places_municipality ORDER BY md5(key) LIMIT 400'),
      portal: createCtx(surroundings, 'app_portal', undefined),
      async growTo(serviceLocations) {
        const wanted = serviceLocations / OFFERS_A_CENTRE
        await fillGermany((statement, values) => client.query(statement, values), centres + 1, wanted)
        centres = wanted
      }
    })
  } finally {
    await client.end()
    await database.close()
    await application.stop()
    await hold.release()
    rmSync(data, { recursive: true, force: true })
  }
}
