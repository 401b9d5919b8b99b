import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { selectDemoDecision, selectInstallation } from './installationQueries.ts'
import { insertRunningOrganisation, lockInstallation, writeDemoDecision } from './installationRepository.ts'

interface Wish {
  readonly name: string
  /** `on` and `off` are the operator's words; `automatic` follows `suggested` where nothing was decided yet. */
  readonly demo: 'on' | 'off' | 'automatic'
  readonly suggested: boolean
}

/**
 * Decides, when a database is first used, whether it holds demonstration data, and makes the demonstration
 * association. The decision stands: refuses to turn a demonstration into a real installation or the other way round.
 * Answers the demonstration association, or `undefined` where there is none.
 */
export const openDemonstration = (
  ctx: Ctx,
  wish: Wish
): Promise<Outcome<OrganisationId | undefined, 'stays-demo' | 'holds-real-data'>> =>
  ctx.write(async (tx) => {
    await lockInstallation(tx)
    const [decided, installation] = [await selectDemoDecision(tx), await selectInstallation(tx)]
    if (decided === true) return wish.demo === 'off' ? refuse('stays-demo') : done(installation?.id)
    if (installation) return wish.demo === 'on' ? refuse('holds-real-data') : done(undefined)
    const demo = wish.demo === 'on' || (wish.demo === 'automatic' && decided === undefined && wish.suggested)
    await writeDemoDecision(tx, demo, new Date(ctx.clock.now().epochMilliseconds))
    return done(demo ? await insertRunningOrganisation(tx, wish.name) : undefined)
  })
