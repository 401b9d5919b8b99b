import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  closeDemonstration,
  findInstallation,
  makeDemoAccounts,
  openDemonstration
} from '#modules/access/server/index.ts'
import { importHsds } from '#modules/directory/server/index.ts'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import { programFolder } from '#platform/config/server/programFolder.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { createCtx, type Surroundings } from '#platform/db/server/createCtx.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'

interface Wish {
  readonly demo: 'on' | 'off' | 'automatic'
  /** True where demonstration data may be put into a new database unasked. */
  readonly suggested: boolean
}

interface DemonstrationFile {
  readonly name: string
  readonly directory: { readonly source: string; readonly files: readonly string[] }
}

const DEMONSTRATION = join(programFolder, 'data/demo')

const refusals = {
  'stays-demo':
    'ANLAUFSTELLE_DEMO is off, but this database holds demonstration data and stays a demonstration: choose another data folder or database',
  'holds-real-data':
    'ANLAUFSTELLE_DEMO is on, but this database belongs to a real association: choose another data folder or database'
} as const

/** Puts reference data and, where it is wanted, the demonstration association into the database. Repeatable. */
export const fillDatabase = async (surroundings: Surroundings, wish: Wish): Promise<void> => {
  const owner = createCtx(surroundings, 'owner', undefined)
  await loadReferencePlaces(owner)
  const file = JSON.parse(
    await readFile(join(DEMONSTRATION, 'organisation.json'), 'utf8')
  ) as DemonstrationFile
  const demonstration = await openDemonstration(owner, { ...wish, name: file.name })
  if (!demonstration.done) throw new SetupFault(refusals[demonstration.reason])
  if (!demonstration.value || demonstration.value.filled) return
  await fillDirectory(surroundings, demonstration.value.organisationId, file)
  await closeDemonstration(owner)
}

/** Imports the demonstration directory. A run that was cut off is repeated by the next start. */
const fillDirectory = async (
  surroundings: Surroundings,
  organisationId: OrganisationId,
  { directory }: DemonstrationFile
) => {
  const ctx = createCtx(surroundings, 'app_work', organisationId)
  const files = await Promise.all(
    directory.files.map(async (name) => ({ name, bytes: await readFile(join(DEMONSTRATION, name)) }))
  )
  const report = await importHsds(ctx, { source: directory.source, files, dryRun: false })
  surroundings.log.info('demonstration.filled', { ...report.counts })
}

/**
 * Makes the accounts of a demonstration that are missing, also in one that was filled before there were any. Takes a
 * second where it makes all of them, so the portal is served first.
 */
export const fillAccounts = async (surroundings: Surroundings): Promise<void> => {
  const installation = await findInstallation(createCtx(surroundings, 'owner', undefined))
  if (!installation?.demo) return
  const made = await makeDemoAccounts(createCtx(surroundings, 'owner', installation.id))
  if (made > 0) surroundings.log.info('demonstration.accounts', { made })
}
