import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { selectDecision, selectInstallation } from './installationQueries.ts'
import { insertRunningOrganisation, lockInstallation, writeDemoDecision } from './installationRepository.ts'
import { recordEvent } from './recordEvent.ts'

/**
 * Makes the association that runs the installation, once.
 * Refuses a database that holds demonstration data, and a second association.
 */
export const setUpOrganisation = (
  ctx: Ctx,
  input: { readonly name: string }
): Promise<Outcome<OrganisationId, 'demo-database' | 'already-set-up'>> =>
  ctx.write(async (tx) => {
    await lockInstallation(tx)
    if ((await selectDecision(tx))?.demo) return refuse('demo-database')
    if (await selectInstallation(tx)) return refuse('already-set-up')
    await writeDemoDecision(tx, false, new Date(ctx.clock.now().epochMilliseconds))
    const organisationId = await insertRunningOrganisation(tx, input.name)
    await recordEvent(tx, ctx, { event: 'access.organisation.setUp', payload: { demo: false } })
    return done(organisationId)
  })
