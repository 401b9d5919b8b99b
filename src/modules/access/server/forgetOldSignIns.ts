import type { Ctx } from '#platform/ctx.ts'
import { SESSION_IDLE } from '../signInRules.ts'
import { deleteForgottenAttempts } from './delayRepository.ts'
import { deleteOldEntries } from './entryRepository.ts'
import { deleteOldInvitations } from './openInvitationRepository.ts'
import { deleteEndedSessions } from './sessionRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'

/** What was deleted because its time was over. */
export interface Forgotten {
  readonly sessions: number
  readonly attempts: number
  readonly entries: number
  readonly invitations: number
}

/**
 * Deletes sessions that have ended, wrong attempts a day after the last, one-time addresses a day after they
 * expired, and invitations 30 days after they were used, withdrawn or expired. `ctx` runs as the owner: the set-up belongs to no organisation.
 */
export const forgetOldSignIns = (ctx: Ctx): Promise<Forgotten> =>
  ctx.write(async (tx) => {
    const now = nowOf(ctx)
    return {
      sessions: await deleteEndedSessions(tx, now, later(now, -SESSION_IDLE * MINUTE)),
      attempts: await deleteForgottenAttempts(tx, now),
      entries: await deleteOldEntries(tx, now),
      invitations: await deleteOldInvitations(tx, now)
    }
  })
