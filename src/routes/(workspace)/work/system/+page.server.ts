import { guard } from '#modules/access/server/index.ts'
import { findLastBackup } from '#platform/backup/server/backupQueries.ts'
import { isBackupLate, isDiskNearlyFull } from '#platform/backup/systemRules.ts'
import type { PageServerLoad } from './$types'

export const load = guard('system.view', async ({ locals }, { ctx }) => {
  const last = await findLastBackup(ctx)
  const free = await locals.freeBytes?.()
  return {
    last,
    late: isBackupLate(last, ctx.clock.now()),
    free,
    nearlyFull: free !== undefined && isDiskNearlyFull(free)
  }
}) satisfies PageServerLoad
