import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { germanDay } from '#platform/clock/clock.ts'
import type { SignedIn, UserKey } from '../model.ts'
import { SESSION_IDLE } from '../signInRules.ts'
import { selectSession, type SessionRow } from './sessionQueries.ts'
import { touchSession } from './sessionRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { readToken } from './tokens.ts'
import { openForSession } from './userKeys.ts'

/** How far the clock may be put back while a session runs. */
const CLOCK_TOLERANCE = MINUTE

/**
 * The running session of a token, with the roles that hold today. Nothing where the token is none, the session has
 * ended, was not used for 30 minutes or is 12 hours old, where the account is disabled, or where the clock was put back
 * to before the session was last seen: what was turned back would make it longer.
 */
export const findSession = async (ctx: Ctx, token: string): Promise<SignedIn | undefined> => {
  const shown = readToken(token)
  if (!shown) return undefined
  const [now, moment] = [nowOf(ctx), ctx.clock.now()]
  const row = await ctx.read((tx) => selectSession(tx, shown.hash, germanDay(moment)))
  if (!row || !ctx.organisationId || !isRunning(row, now)) return undefined
  if (later(row.seen_at, MINUTE) <= now) await ctx.write((tx) => touchSession(tx, row.id, now))
  return signedInOf(ctx.organisationId, row, openForSession(shown.key, row.id, row.user_key))
}

const isRunning = ({ seen_at: seen, ends_at: ends }: SessionRow, now: Date) =>
  now < ends && now < later(seen, SESSION_IDLE * MINUTE) && later(now, CLOCK_TOLERANCE) >= seen

const signedInOf = (
  organisationId: OrganisationId,
  row: SessionRow,
  userKey: UserKey | undefined
): SignedIn => ({
  userKey,
  sessionId: row.id,
  accountId: row.account_id,
  stage: row.stage,
  actor: {
    accountId: row.account_id,
    sessionId: row.id,
    organisationId,
    name: row.name,
    email: row.email,
    language: row.language,
    theme: row.theme,
    textSize: row.text_size,
    keyboard: row.keyboard,
    grants: row.grants,
    confirmedAt: Temporal.Instant.fromEpochMilliseconds(row.confirmed_at?.getTime() ?? 0)
  }
})
