import { join } from 'node:path'
import type { Config } from '#platform/config/server/config.ts'
import { readSiteFile } from '#modules/publishing/server/index.ts'
import { findSiteFile } from '../openSite.ts'

/** A file that belongs to the installation and does not lie in the database. */
export interface SiteFile {
  /** Under which it lies in the data folder of a restored installation. */
  readonly name: string
  readonly path: string
}

/** The site file and its videos; none where there is no site file. A broken one goes along as it is, without videos. */
export const siteFilesOf = async (
  config: Pick<Config, 'siteFile' | 'dataDirectory'>
): Promise<readonly SiteFile[]> => {
  const path = await findSiteFile(config)
  if (path === undefined) return []
  const { facts, folder } = await readSiteFile(path)
  const videos = (facts?.videos ?? []).map(({ file }) => ({ name: file, path: join(folder, file) }))
  return [{ name: 'site.json', path }, ...videos]
}
