import type { Certificate, ProcessFacts, QueueFacts } from './systemFacts.ts'

/** In order; soon to be looked at; to be looked at now; not set up, and nothing is wrong with that. */
export type SystemState = 'ok' | 'wait' | 'bad' | 'off'

/** The zone that opening hours and appointments are computed in. */
export const ZONE = 'Europe/Berlin'

const MOST_SECONDS_OFF = 5
const LATEST_JOB = Temporal.Duration.from({ minutes: 15 })
const LATEST_MAIL = Temporal.Duration.from({ hours: 24 })

const isOver = (since: Temporal.Instant, now: Temporal.Instant, most: Temporal.Duration) =>
  Temporal.Duration.compare(since.until(now), most) > 0

/** Whether two clocks are more than 5 seconds apart. */
export const isClockOff = (seconds: number): boolean => Math.abs(seconds) > MOST_SECONDS_OFF

/** Whether a job that was due more than 15 minutes ago still waits. */
export const isQueueOverdue = ({ dueSince }: Pick<QueueFacts, 'dueSince'>, now: Temporal.Instant): boolean =>
  dueSince !== undefined && isOver(dueSince, now, LATEST_JOB)

/** How a queue does. Where no mail server is named nobody takes jobs on, and they may wait. */
export const stateOfQueue = (
  queue: QueueFacts,
  mails: ProcessFacts['mails'],
  now: Temporal.Instant
): SystemState => {
  if (queue.failed > 0) return 'bad'
  return mails === 'sent' && isQueueOverdue(queue, now) ? 'bad' : 'ok'
}

/** How the outbox does: `bad` where mails were given up or one waits for more than a day. */
export const stateOfOutbox = (
  { failed, oldest }: { readonly failed: number; readonly oldest: Temporal.Instant | undefined },
  now: Temporal.Instant
): SystemState => (failed > 0 || (oldest !== undefined && isOver(oldest, now, LATEST_MAIL)) ? 'bad' : 'ok')

/** Which migrations only one of both has: the program in its folder, or the database. */
export const compareMigrations = (
  applied: readonly string[],
  known: readonly string[]
): { readonly missing: readonly string[]; readonly unknown: readonly string[] } => ({
  missing: known.filter((name) => !applied.includes(name)),
  unknown: applied.filter((name) => !known.includes(name))
})

/**
 * How a certificate does: `wait` within the last sixth of its time, when every program that renews certificates should
 * long have done so; `bad` before it begins and after it ended.
 */
export const stateOfCertificate = (
  { validFrom, validUntil }: Certificate,
  now: Temporal.Instant
): SystemState => {
  const [begin, end, at] = [validFrom, validUntil, now].map((each) => each.epochMilliseconds)
  if (at! < begin! || at! >= end!) return 'bad'
  return (end! - at!) * 6 < end! - begin! ? 'wait' : 'ok'
}
