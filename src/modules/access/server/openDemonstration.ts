import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { selectDecision, selectInstallation } from './installationQueries.ts'
import {
  insertRunningOrganisation,
  lockInstallation,
  writeDemoDecision,
  writeFilled
} from './installationRepository.ts'
import { recordEvent } from './recordEvent.ts'

/** The demonstration association, and whether its data still have to be put in. */
export interface Demonstration {
  readonly organisationId: OrganisationId
  readonly filled: boolean
}

interface Wish {
  readonly name: string
  /** `on` and `off` are the operator's words; `automatic` follows `suggested` where nothing was decided yet. */
  readonly demo: 'on' | 'off' | 'automatic'
  readonly suggested: boolean
}

/**
 * Decides, when a database is first used, whether it holds demonstration data, and makes the demonstration
 * association. The decision stands: refuses to turn a demonstration into a real installation or the other way round.
 * Answers the demonstration, or `undefined` where there is none.
 */
export const openDemonstration = (
  ctx: Ctx,
  wish: Wish
): Promise<Outcome<Demonstration | undefined, 'stays-demo' | 'holds-real-data'>> =>
  ctx.write(async (tx) => {
    await lockInstallation(tx)
    const [decided, installation] = [await selectDecision(tx), await selectInstallation(tx)]
    if (decided?.demo) {
      if (wish.demo === 'off' || !installation) return refuse('stays-demo')
      return done({ organisationId: installation.id, filled: decided.filled })
    }
    if (installation) return wish.demo === 'on' ? refuse('holds-real-data') : done(undefined)
    const demo = wish.demo === 'on' || (wish.demo === 'automatic' && !decided && wish.suggested)
    await writeDemoDecision(tx, demo, new Date(ctx.clock.now().epochMilliseconds))
    if (!demo) return done(undefined)
    const organisationId = await insertRunningOrganisation(tx, wish.name)
    await recordEvent(tx, ctx, { event: 'access.organisation.setUp', payload: { demo } })
    return done({ organisationId, filled: false })
  })

/** Notes that the demonstration data are complete, so that later starts leave them as they are. */
export const closeDemonstration = (ctx: Ctx): Promise<unknown> =>
  ctx.write((tx) => writeFilled(tx, new Date(ctx.clock.now().epochMilliseconds)))
