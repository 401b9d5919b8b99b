import type { Clock } from '#platform/clock/clock.ts'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import type { ActorRef, Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Log } from '#platform/log/server/log.ts'
import { createMemory, type Memory } from '#platform/memory/memory.ts'
import { runTransaction, type Database } from './database.ts'
import type { LoginRole } from './roles.ts'

/** What every ctx of a process is made of. */
export interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly serverKey: ServerKey
  /** Shared by all requests of a process that hears of changes. Without one a ctx remembers by itself, as long as it lives. */
  readonly memory?: Memory
}

/** A ctx whose transactions run as `role` and see the rows of one organisation, on behalf of `actor` where someone acts. */
export const createCtx = (
  { database, clock, log, serverKey, memory = createMemory(() => true) }: Surroundings,
  role: LoginRole | 'owner',
  organisationId: OrganisationId | undefined,
  actor?: ActorRef
): Ctx => ({
  organisationId,
  actor,
  clock,
  log,
  serverKey,
  remember: (name, load) => memory.recall(`${role} ${organisationId ?? ''} ${name}`, load),
  read: (work) => runTransaction(database.as(role), { organisationId, actor, access: 'read only' }, work),
  write: (work) => runTransaction(database.as(role), { organisationId, actor, access: 'read write' }, work)
})
