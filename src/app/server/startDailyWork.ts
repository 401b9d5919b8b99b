import {
  findInstallation,
  forgetFormerColleagues,
  forgetOldAbsences,
  forgetOldSignIns
} from '#modules/access/server/index.ts'
import { forgetOldNotes, forgetOldTasks } from '#modules/desk/server/index.ts'
import { forgetOldReports, refreshOpenIntervals } from '#modules/directory/server/index.ts'
import { forgetOldBarriers } from '#modules/publishing/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { destroyOverdue } from '#platform/crypto/server/serverHeld.ts'
import { createCtx, type Surroundings } from '#platform/db/server/createCtx.ts'
import { faultFields } from '#platform/log/server/log.ts'

const PAUSE = 10 * 60_000

/**
 * Computes the opening intervals of the coming weeks, and forgets reports that are a year old, absences a year after they ended, sign-ins that are over
 * and colleagues who left two years ago, once on each calendar day in Germany: at start and, looked at every ten minutes, after midnight. A day that failed is tried again. What the server holds until an
 * hour is destroyed with each look.
 */
export const startDailyWork = (surroundings: Surroundings): { stop(): void } => {
  let doneOn: string | undefined
  let stopped = false
  const work = async () => {
    const today = todayIn(surroundings.clock).toString()
    try {
      const owner = createCtx(surroundings, 'owner', undefined)
      await destroyOverdue(owner)
      if (doneOn === today) return
      await forgetOldSignIns(owner)
      const installation = await findInstallation(owner)
      if (!installation) return
      const ctx = createCtx(surroundings, 'app_work', installation.id)
      await refreshOpenIntervals(ctx)
      await forgetOldReports(ctx)
      await forgetOldBarriers(ctx)
      await forgetOldNotes(ctx)
      await forgetOldTasks(ctx)
      await forgetFormerColleagues(ctx)
      await forgetOldAbsences(ctx)
      doneOn = today
    } catch (fault) {
      if (!stopped) surroundings.log.error('daily.work', faultFields(fault))
    }
  }
  void work()
  const timer = setInterval(() => void work(), PAUSE)
  return {
    stop() {
      stopped = true
      clearInterval(timer)
    }
  }
}
