/** Wrong attempts that cost no time. */
const FREE_ATTEMPTS = 5
/** The longest delay after a wrong attempt, in seconds. */
export const LONGEST_DELAY = 900
/** Hours after the last wrong attempt at which all are forgotten. */
export const ATTEMPTS_FORGOTTEN_AFTER = 24

/**
 * Seconds until the next attempt after `failures` wrong ones: five are free, then 2, 4, 8 … up to 15 minutes.
 * That is 16 guesses in the first hour and 4 in each that follows (fewer than the 100 an hour of NIST SP 800-63B, 5.2.2).
 */
export const delayAfter = (failures: number): number =>
  failures < FREE_ATTEMPTS ? 0 : Math.min(2 ** (failures - FREE_ATTEMPTS + 1), LONGEST_DELAY)

/** Minutes in which the second factor has to follow the password. */
export const PASSWORD_STAGE_LONGEST = 5
/** Minutes without a request after which a session ends. */
export const SESSION_IDLE = 30
/** Hours after which a session ends, whatever happens in it. */
export const SESSION_LONGEST = 12
/** Minutes in which password and second factor count as freshly shown. */
export const CONFIRMATION_FRESH = 10

/** True where password and second factor were shown together in the last ten minutes. */
export const isFreshlyConfirmed = (confirmedAt: Temporal.Instant, now: Temporal.Instant): boolean => {
  const age = now.epochMilliseconds - confirmedAt.epochMilliseconds
  return age >= 0 && age <= CONFIRMATION_FRESH * 60_000
}

/** Fewest and most characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 256 } as const

/**
 * An address as accounts are found by it: without spaces around it and in small letters. What is not ASCII stays as it
 * is and so finds nobody: letters that look alike, or become ASCII in small letters (K, İ), are not taken for each other.
 */
export const foldEmail = (typed: string): string => {
  const email = typed.trim()
  return /^[\x21-\x7e]*$/.test(email) ? email.toLowerCase() : email
}
