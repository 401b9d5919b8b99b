import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { deleteSetUp, hasAdministrator, replaceSetUp } from './entryRepository.ts'
import { selectDecision } from './installationQueries.ts'
import { lockInstallation } from './installationRepository.ts'
import { DAY, later, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'

/**
 * A one-time address at which the first administrator sets the installation up, good for 24 hours; the one from before
 * is worth nothing any more. Nothing where somebody gives roles already, and in a demonstration. `ctx` runs as the owner.
 */
export const openSetUp = (ctx: Ctx): Promise<{ readonly token: string } | undefined> =>
  ctx.write(async (tx) => {
    await lockInstallation(tx)
    if ((await selectDecision(tx))?.demo || (await hasAdministrator(tx, todayIn(ctx.clock)))) {
      await deleteSetUp(tx)
      return undefined
    }
    const now = nowOf(ctx)
    const { token, hash } = makeToken()
    await replaceSetUp(tx, { id: randomUUID(), tokenHash: hash, now, expiresAt: later(now, DAY) })
    return { token }
  })
