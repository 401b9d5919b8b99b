import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programFolder } from '#platform/config/server/programFolder.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import {
  foldNames,
  readReferencePlaces,
  REFERENCE_FILES,
  type ReferencePlaces
} from './readReferencePlaces.ts'
import {
  analysePlaces,
  deleteNames,
  deleteOutdated,
  findContentHash,
  lockPlaces,
  writeContentHash,
  writeCounties,
  writeMunicipalities,
  writeNames,
  writeOfficialNames,
  writePostcodes
} from './placesRepository.ts'

const REFERENCE_FOLDER = join(programFolder, 'data/places')
const SOURCE_ID = 'reference'

async function writePlaces(tx: Tx, places: ReferencePlaces): Promise<void> {
  await writeCounties(tx, places.counties)
  await deleteNames(tx)
  await deleteOutdated(tx, {
    municipalities: places.municipalities.map(({ key }) => key),
    postcodes: [...new Set(places.reaches.map(({ postcode }) => postcode))]
  })
  await writeMunicipalities(tx, places.municipalities, null)
  await writeOfficialNames(tx, foldNames)
  await writeNames(tx, places.secondNames)
  await writePostcodes(tx, places.reaches)
  await analysePlaces(tx)
}

/**
 * Brings the committed places into the database where their content differs from what was loaded last; true when it
 * did. One transaction: a crash leaves what was there. Keeps municipalities and coordinates an import brought.
 * `ctx` must run as the database's owner.
 */
export async function loadReferencePlaces(ctx: Ctx, folder = REFERENCE_FOLDER): Promise<boolean> {
  const files = await Promise.all(REFERENCE_FILES.map((file) => readFile(join(folder, file), 'utf8')))
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  return ctx.write(async (tx) => {
    await lockPlaces(tx)
    if ((await findContentHash(tx, SOURCE_ID)) === hash) return false
    await writePlaces(tx, readReferencePlaces(files))
    await writeContentHash(tx, SOURCE_ID, hash, new Date(ctx.clock.now().epochMilliseconds))
    return true
  })
}
