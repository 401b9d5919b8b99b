import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { checkSite, factNameKey } from '#modules/publishing/index.ts'
import { readSiteFile, type SiteReading } from '#modules/publishing/server/index.ts'
import { isWorkMessageKey, workTextsFor, type WorkTexts } from '#i18n/workTexts.ts'
import { programFolder } from '#platform/config/server/programFolder.ts'
import type { Config } from '#platform/config/server/config.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { Running } from './running.ts'

/** The organisation's own site file, read and without a fault. */
export type OwnSite = SiteReading

const DEMONSTRATION = join(programFolder, 'data/demo/site.json')
const BROKEN = 2

/** The site file of these settings: the one that is named, else `site.json` in the data folder; `undefined` where there is none. */
export const findSiteFile = async ({
  siteFile,
  dataDirectory
}: Pick<Config, 'siteFile' | 'dataDirectory'>): Promise<string | undefined> => {
  if (siteFile) return siteFile
  const usual = join(dataDirectory, 'site.json')
  return access(usual).then(
    () => usual,
    () => undefined
  )
}

/** Reads the organisation's own site file. Refuses a broken one with a {@link SetupFault} that names the first broken fact. */
export const readOwnSite = async (
  config: Pick<Config, 'siteFile' | 'dataDirectory'>
): Promise<OwnSite | undefined> => {
  const path = await findSiteFile(config)
  return path === undefined ? undefined : readWhole(path)
}

const readWhole = async (path: string) => {
  const read = await readSiteFile(path)
  const [first, ...others] = faultLines(read.faults, workTextsFor('en'))
  if (first === undefined) return read
  const more = others.length > 0 ? ` (and ${others.length} more: npm run -s cli -- publishing check)` : ''
  throw new SetupFault(`In the site file ${path}, ${first.replace(/\.$/, '')}${more}`, BROKEN)
}

/** What the portal may say: the own file's facts; in a demonstration without one, the invented ones. */
export const siteFor = async (
  own: OwnSite | undefined,
  demo: boolean
): Promise<{ readonly site: Running['site']; readonly missing: readonly string[] }> => {
  const read = own ?? (demo ? await readWhole(DEMONSTRATION) : { ...checkSite(undefined), folder: '' })
  const missing = !demo && read.facts?.demonstration ? ['demonstration'] : read.missing
  const open = read.facts && missing.length === 0
  return { site: open ? { facts: read.facts, folder: read.folder } : undefined, missing }
}

const line = (path: string, texts: WorkTexts) =>
  path === '' ? texts('publishing_fact_other') : `${path} (${texts(factNameKey(path))})`

/** One line for each missing fact: where it belongs in the file, and what it is. */
export const missingFactLines = (missing: readonly string[], texts: WorkTexts): string[] =>
  missing.map((path) => line(path, texts))

/** One line for each broken fact: where it stands, what it is, and what to do. */
export const faultLines = (faults: SiteReading['faults'], texts: WorkTexts): string[] =>
  faults.map(
    ({ path, reason }) =>
      `${line(path, texts)}: ${texts(isWorkMessageKey(reason) ? reason : 'publishing_site_wrong_kind')}`
  )
