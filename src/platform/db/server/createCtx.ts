import type { Clock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Log } from '#platform/log/server/log.ts'
import { createMemory, type Memory } from '#platform/memory/memory.ts'
import { runTransaction, type Database } from './database.ts'
import type { LoginRole } from './roles.ts'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Shared by all requests of a process that hears of changes. Without one a ctx remembers by itself, as long as it lives. */
  readonly memory?: Memory
}

/** A ctx whose transactions run as `role` and see the rows of one organisation. */
export const createCtx = (
  { database, clock, log, memory = createMemory(() => true) }: Surroundings,
  role: LoginRole | 'owner',
  organisationId: OrganisationId | undefined
): Ctx => ({
  organisationId,
  clock,
  log,
  remember: (name, load) => memory.recall(`${role} ${organisationId ?? ''} ${name}`, load),
  read: (work) => runTransaction(database.as(role), { organisationId, access: 'read only' }, work),
  write: (work) => runTransaction(database.as(role), { organisationId, access: 'read write' }, work)
})
