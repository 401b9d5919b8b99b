import type { QueueName } from '#platform/jobs/server/queues.ts'

/** What the running process knows of itself. */
export interface ProcessFacts {
  /** Of the program as it was started. */
  readonly version: string
  readonly startedAt: Temporal.Instant
  /** Whether it runs the database server itself. */
  readonly embedded: boolean
  /** What becomes of mails: sent; kept, because no mail server is named; shown, in a demonstration. */
  readonly mails: 'sent' | 'kept' | 'shown'
  /** Where people reach the installation. */
  readonly publicUrl: URL | undefined
  readonly dataDirectory: string
}

/** The database server, and how far its clock is before the process's, in seconds. */
export interface ServerFacts {
  /** Like 18.4. */
  readonly version: string
  readonly bytes: number
  readonly secondsAhead: number
  /** Names of the migrations that were applied, in their order. */
  readonly migrations: readonly string[]
}

/** One queue of jobs, as far as they belong to one organisation. */
export interface QueueFacts {
  readonly name: QueueName
  readonly waiting: number
  /** Since when the oldest job waits that may be taken on. */
  readonly dueSince: Temporal.Instant | undefined
  /** Given up within the last 7 days. */
  readonly failed: number
  /** When one was done last, within 7 days. */
  readonly lastDone: Temporal.Instant | undefined
}

/** The time a certificate holds. */
export interface Certificate {
  readonly validFrom: Temporal.Instant
  readonly validUntil: Temporal.Instant
}
