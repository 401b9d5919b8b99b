import { lstat, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { checkSite, type SiteCheck, type SiteFault } from '../checkSite.ts'

/** A site file that was read. `folder` is where its videos lie. */
export interface SiteReading extends SiteCheck {
  readonly path: string
  readonly folder: string
}

const LARGEST_FILE = 1024 * 1024
const BROKEN = 2

/**
 * Reads a site file and looks whether its videos lie beside it. What is wrong in it stands in `faults`.
 * Refuses with a {@link SetupFault} a file that cannot be read or is not JSON.
 */
export const readSiteFile = async (path: string): Promise<SiteReading> => {
  const folder = dirname(path)
  const check = checkSite(parse(path, await bytesOf(path)))
  const videos = check.facts ? await missingVideos(folder, check.facts.videos) : []
  if (videos.length === 0) return { ...check, path, folder }
  return { facts: undefined, missing: check.missing, faults: videos, path, folder }
}

const bytesOf = async (path: string) => {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > LARGEST_FILE)
        throw new SetupFault(`The site file ${path} is larger than 1 MB: shorten it`, BROKEN)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (fault) {
    if (fault instanceof SetupFault) throw fault
    const { code } = fault as { code?: string }
    throw new SetupFault(
      `The site file ${path} cannot be read (${code ?? 'no reason given'}): check ANLAUFSTELLE_SITE and who may read it`,
      BROKEN
    )
  }
}

const parse = (path: string, bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (fault) {
    const what = fault instanceof SyntaxError ? 'JSON' : 'UTF-8 text'
    throw new SetupFault(
      `The site file ${path} is not ${what}: compare it with data/site.example.json`,
      BROKEN
    )
  }
}

/** A link could lead out of the folder, so only plain files count. */
const missingVideos = async (
  folder: string,
  videos: readonly { readonly file: string }[]
): Promise<SiteFault[]> => {
  const faults: SiteFault[] = []
  for (const [index, { file }] of videos.entries()) {
    const found = await lstat(join(folder, file)).catch(() => undefined)
    if (!found?.isFile()) faults.push({ path: `videos.${index}.file`, reason: 'publishing_site_no_video' })
  }
  return faults
}
