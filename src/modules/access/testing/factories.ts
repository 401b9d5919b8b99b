import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { openDemonstration, setUpOrganisation } from '../server/index.ts'

/** A real installation that belongs to an association. `ctx` runs as the owner. */
export const aRealInstallation = async (ctx: Ctx, name = 'Verein'): Promise<OrganisationId> => {
  const outcome = await setUpOrganisation(ctx, { name })
  if (!outcome.done) throw new Error(`The association was not set up: ${outcome.reason}`)
  return outcome.value
}

/** A demonstration whose data are still to be put in. `ctx` runs as the owner. */
export const aDemonstration = async (ctx: Ctx, name = 'Beispielhaus'): Promise<OrganisationId> => {
  const outcome = await openDemonstration(ctx, { name, demo: 'on', suggested: false })
  if (!outcome.done || !outcome.value) throw new Error('The demonstration was not opened')
  return outcome.value.organisationId
}
