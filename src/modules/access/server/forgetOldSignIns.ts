import type { Ctx } from '#platform/ctx.ts'
import { SESSION_IDLE } from '../signInRules.ts'
import { deleteForgottenAttempts } from './delayRepository.ts'
import { deleteOldEntries } from './entryRepository.ts'
import { deleteOldInvitations } from './openInvitationRepository.ts'
import { deleteOldDrafts } from './draftRepository.ts'
import { deleteEndedSessions, forgetSessionKeys } from './sessionRepository.ts'
import { DRAFT_KEPT } from './drafts.ts'
import { RELEASE_KEPT } from './recoverTogether.ts'
import { deleteOldReleases } from './recoveryRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'

/** What was deleted because its time was over. */
export interface Forgotten {
  readonly sessions: number
  readonly drafts: number
  readonly releases: number
  readonly attempts: number
  readonly entries: number
  readonly invitations: number
}

/**
 * Deletes sessions a day after they ended, so long as a form may still come from one, and their keys at once; drafts and halves that were released after a day, wrong attempts a day after the last, one-time addresses a day after they
 * expired, and invitations 30 days after they were used, withdrawn or expired. `ctx` runs as the owner: the set-up belongs to no organisation.
 */
export const forgetOldSignIns = (ctx: Ctx): Promise<Forgotten> =>
  ctx.write(async (tx) => {
    const now = nowOf(ctx)
    await forgetSessionKeys(tx, endBy(now))
    const yesterday = later(now, -DRAFT_KEPT)
    return {
      sessions: await deleteEndedSessions(tx, endBy(yesterday)),
      drafts: await deleteOldDrafts(tx, yesterday),
      releases: await deleteOldReleases(tx, later(now, -RELEASE_KEPT)),
      attempts: await deleteForgottenAttempts(tx, now),
      entries: await deleteOldEntries(tx, now),
      invitations: await deleteOldInvitations(tx, now)
    }
  })

/** What has ended by a moment. */
const endBy = (moment: Date) => ({ endedBy: moment, seenBefore: later(moment, -SESSION_IDLE * MINUTE) })
