import type { Clock } from '#platform/clock/clock.ts'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Log } from '#platform/log/server/log.ts'

export type OrganisationId = string & { readonly __brand: 'OrganisationId' }
export type AccountId = string & { readonly __brand: 'AccountId' }
export type SessionId = string & { readonly __brand: 'SessionId' }

/** Who acts: an account, in one of its sessions. */
export interface ActorRef {
  readonly accountId: AccountId
  readonly sessionId: SessionId
}

/**
 * What a use case is handed: for whom it runs, the time, and the database through one login role's eyes.
 * Nothing reaches the outside but through here.
 */
export interface Ctx {
  /** The organisation whose rows are seen; absent before the installation is set up. */
  readonly organisationId: OrganisationId | undefined
  /** Absent on the portal, before someone is known, and in work that the program does by itself. */
  readonly actor: ActorRef | undefined
  readonly clock: Clock
  readonly log: Log
  readonly serverKey: ServerKey
  /**
   * Public data of the organisation that a process keeps in memory until they change, for each role by itself; where
   * nobody would hear of a change, as in a command, as long as this ctx lives. Never for what only some may see. `name`
   * begins with the module's.
   */
  remember<Value>(name: string, load: () => Promise<Value>): Promise<Value>
  /** One read-only transaction. */
  read<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** One transaction that may write; a fault rolls everything back. */
  write<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>
}
