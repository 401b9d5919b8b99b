/** A backup that was completed. */
export interface LastBackup {
  readonly takenAt: Temporal.Instant
  /** Of both archives. */
  readonly bytes: number
}

/** A daily backup may take its time; the next one is missed by then. */
const LATEST = Temporal.Duration.from({ hours: 26 })
const LEAST_FREE = 2 * 1000 ** 3

/** Whether a backup is missing: there is none, or the last one is more than 26 hours old. */
export const isBackupLate = (last: LastBackup | undefined, now: Temporal.Instant): boolean =>
  last === undefined || Temporal.Duration.compare(last.takenAt.until(now), LATEST) > 0

/** Whether a disk is nearly full: less than 2 GB are free. */
export const isDiskNearlyFull = (freeBytes: number): boolean => freeBytes < LEAST_FREE
