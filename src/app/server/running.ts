import type { PasskeySite } from '#modules/access/index.ts'
import type { SiteFacts } from '#modules/publishing/index.ts'
import type { SignOnProvider } from '#modules/access/server/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import type { Database } from '#platform/db/server/database.ts'
import type { Memory } from '#platform/memory/memory.ts'
import type { ProcessFacts } from '#platform/system/systemFacts.ts'
import type { KeptPages } from './keptPages.ts'
import type { Log } from '#platform/log/server/log.ts'

/** What the running process hands to its request handlers. */
export interface Running {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly serverKey: ServerKey
  /** What the pages say about the organisation; without it nothing is public. Read once, at the start. */
  readonly site: { readonly facts: SiteFacts; readonly folder: string } | undefined
  /** By which people may sign in besides their password; absent where none is set. */
  readonly signOn: SignOnProvider | undefined
  /** Where passkeys hold, as the operator says; without a public address on this machine's own name. */
  readonly passkeys: PasskeySite | undefined
  /** Public pages that need not be made again. */
  readonly pages: KeptPages
  /** Public data that need not be read again. */
  readonly memory: Memory
  /** What the process knows of itself. */
  readonly process: ProcessFacts
  /** How many bytes are free on the disk of the data folder. */
  readonly freeBytes: () => Promise<number>
  /** True while requests can be served: set up, connected, not stopping. */
  readonly isReady: () => boolean
}

/**
 * The entry runs from source and the request handlers from the build, as two copies of the same modules.
 * This registered symbol is the one place where they meet.
 */
const place = Symbol.for('anlaufstelle.running')
const meetingPoint = globalThis as { [place]?: Running }

export const setRunning = (running: Running): void => {
  meetingPoint[place] = running
}

/** The running process. Throws where the handlers are loaded without one. */
export const getRunning = (): Running => {
  const running = meetingPoint[place]
  if (!running) throw new Error('The request handlers were loaded outside the application')
  return running
}
