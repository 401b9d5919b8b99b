import type { Ctx } from '#platform/ctx.ts'
import type { ProcessFacts } from '../systemFacts.ts'

/** What the page of the system sees beside the database with the eyes of signed-in work. */
export interface SystemEye {
  readonly process: ProcessFacts
  /** The database with the eyes of the job queue, of the same organisation. */
  readonly jobs: Ctx
  /** Bytes that are free on the disk of the data folder. */
  freeBytes(): Promise<number>
}
