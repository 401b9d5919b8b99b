import type { Clock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Log } from '#platform/log/server/log.ts'
import { runTransaction, type Database } from './database.ts'
import type { LoginRole } from './roles.ts'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

/** A ctx whose transactions run as `role` and see the rows of one organisation. */
export const createCtx = (
  { database, clock, log }: Surroundings,
  role: LoginRole | 'owner',
  organisationId: OrganisationId | undefined
): Ctx => ({
  organisationId,
  clock,
  log,
  read: (work) => runTransaction(database.as(role), { organisationId, access: 'read only' }, work),
  write: (work) => runTransaction(database.as(role), { organisationId, access: 'read write' }, work)
})
