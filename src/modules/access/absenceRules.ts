import type { AccountId } from '#platform/ctx.ts'
import type { HeldRole } from './model.ts'
import type { GrantWish } from './rules.ts'

/** Days from which until which somebody is away, both included: ISO days. */
export interface AbsenceDays {
  readonly from: string
  readonly until: string
}

/** Years that an absence ends after today at most: as long as parental leave. */
const MOST_YEARS = 3

/** Why an absence cannot be noted: it ends before it begins, is over already, or ends too late. */
export const absenceFault = (
  { from, until }: AbsenceDays,
  today: string
): 'order' | 'over' | 'long' | undefined => {
  if (until < from) return 'order'
  if (until < today) return 'over'
  return until > Temporal.PlainDate.from(today).add({ years: MOST_YEARS }).toString() ? 'long' : undefined
}

/**
 * The roles that whoever stands in gets: those that the absent colleague holds themselves in teams and centres, from
 * today at the earliest, as long as both last. Roles of the whole organisation are given one by one.
 */
export const rolesToTakeOver = (
  absent: { readonly id: AccountId; readonly roles: readonly HeldRole[] },
  { from, until }: AbsenceDays,
  today: string
): readonly GrantWish[] =>
  absent.roles
    .filter(({ deputyFor, teamId, centreId }) => !deputyFor && (teamId ?? centreId))
    .map(({ role, teamId, centreId, ...days }) => ({
      role,
      ...(teamId && { teamId }),
      ...(centreId && { centreId }),
      deputyFor: absent.id,
      validFrom: latest(from, today, days.validFrom),
      validUntil: days.validUntil && days.validUntil < until ? days.validUntil : until
    }))
    .filter(({ validFrom, validUntil }) => validFrom <= validUntil)

const latest = (...days: readonly [string, ...string[]]) =>
  days.reduce((one, other) => (one > other ? one : other))
