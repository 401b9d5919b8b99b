import { openDemonstration } from '#modules/access/server/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import type { Database } from '#platform/db/server/database.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { Log } from '#platform/log/server/log.ts'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

interface Wish {
  readonly demo: 'on' | 'off' | 'automatic'
  /** True where demonstration data may be put into a new database unasked. */
  readonly suggested: boolean
}

const refusals = {
  'stays-demo':
    'ANLAUFSTELLE_DEMO is off, but this database holds demonstration data and stays a demonstration: choose another data folder or database',
  'holds-real-data':
    'ANLAUFSTELLE_DEMO is on, but this database belongs to a real association: choose another data folder or database'
} as const

/** Puts reference data and, where it is wanted, the demonstration association into the database. Repeatable. */
export const fillDatabase = async (surroundings: Surroundings, wish: Wish): Promise<void> => {
  const owner = createCtx(surroundings, 'owner', undefined)
  const demonstration = await openDemonstration(owner, { ...wish, name: 'Nachbarhaus Sachsen' })
  if (!demonstration.done) throw new SetupFault(refusals[demonstration.reason])
}
