const MINUTE = 60
const HOUR = 3600

/** Seconds to wait after each attempt: eight of them within 23 hours. */
const WAITS = [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const

/** Attempts to send one mail before it is given up. */
export const MOST_ATTEMPTS = WAITS.length + 1

/**
 * Seconds from the beginning of attempt `attempt`, counted from 1, to the next. Each is longer than the longest attempt
 * ({@link LONGEST_ATTEMPT}), so that one that broke off and the next never overlap.
 */
export const secondsAfter = (attempt: number): number => WAITS[attempt - 1] ?? WAITS.at(-1)!

/** Seconds after which an attempt is broken off. */
export const LONGEST_ATTEMPT = 60
