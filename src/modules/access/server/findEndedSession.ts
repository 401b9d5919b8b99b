import { germanDay } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn } from '../model.ts'
import { SESSION_IDLE } from '../signInRules.ts'
import { DRAFT_KEPT } from './drafts.ts'
import { selectSession } from './sessionQueries.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { readToken } from './tokens.ts'

/**
 * Whose session a token was, for a day after it ended by itself. It opens nothing: it only says whose form it is that comes too late. Nothing where
 * it was ended by its owner or for them, where the second factor was never shown, or where the account is disabled.
 */
export const findEndedSession = async (
  ctx: Ctx,
  token: string
): Promise<Pick<SignedIn, 'sessionId' | 'accountId'> | undefined> => {
  const shown = readToken(token)
  if (!shown) return undefined
  const row = await ctx.read((tx) => selectSession(tx, shown.hash, germanDay(ctx.clock.now())))
  if (row?.stage !== 'full') return undefined
  const idle = later(row.seen_at, SESSION_IDLE * MINUTE)
  const end = idle < row.ends_at ? idle : row.ends_at
  return nowOf(ctx) < later(end, DRAFT_KEPT) ? { sessionId: row.id, accountId: row.account_id } : undefined
}
