import type { Ctx } from '#platform/ctx.ts'
import type { OwnSession, SignedIn } from '../model.ts'
import { SESSION_IDLE } from '../signInRules.ts'
import { selectSessionsOf } from './sessionQueries.ts'
import { later, MINUTE, nowOf } from './times.ts'

/** A person's own running sessions, the last used first. */
export const listSessions = async (ctx: Ctx, { accountId, sessionId }: SignedIn): Promise<OwnSession[]> => {
  const now = nowOf(ctx)
  const rows = await ctx.read((tx) =>
    selectSessionsOf(tx, accountId, now, later(now, -SESSION_IDLE * MINUTE))
  )
  return rows.map(({ id, device, created_at: started, seen_at: seen }) => ({
    id,
    device,
    startedAt: Temporal.Instant.fromEpochMilliseconds(started.getTime()),
    seenAt: Temporal.Instant.fromEpochMilliseconds(seen.getTime()),
    current: id === sessionId
  }))
}
