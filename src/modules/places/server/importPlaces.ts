import { done, type Outcome } from '#platform/errors/outcome.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { checkMunicipalityLine, checkPostcodeLine, type KnownPlaces } from '../checkImportLine.ts'
import type { FileRefusal, ImportReport, LineRefusal } from '../importReport.ts'
import { readImportTable, type ImportLine, type ImportTable } from '../readImportTable.ts'
import { foldNames } from './readReferencePlaces.ts'
import { listCountyKeys, mapMunicipalityKinds, mapPostcodeCentres } from './importQueries.ts'
import {
  lockPlaces,
  writeMunicipalities,
  writeOfficialNames,
  writePostcodeCoordinates
} from './placesRepository.ts'

type Check<Value> = (
  line: ImportLine,
  known: KnownPlaces
) => { readonly value: Value } | { readonly refusal: LineRefusal }

/** Checks every line; the first of several lines for one place counts. */
function sortLines<Value>(
  table: ImportTable,
  known: KnownPlaces,
  check: Check<Value>
): { good: Value[]; refused: LineRefusal[] } {
  const field = table.kind === 'postcodes' ? 'postcode' : 'key'
  const [seen, good, refused] = [new Set<string>(), new Array<Value>(), [...table.refused]]
  for (const line of table.lines) {
    const checked = check(line, known)
    const id = line.cells[field] ?? ''
    if ('refusal' in checked) refused.push(checked.refusal)
    else if (seen.has(id))
      refused.push({ line: line.line, field, reason: 'duplicate', params: { value: id } })
    else {
      seen.add(id)
      good.push(checked.value)
    }
  }
  return { good, refused: refused.toSorted((a, b) => a.line - b.line) }
}

async function importPostcodes(tx: Tx, table: ImportTable, known: KnownPlaces): Promise<ImportReport> {
  const { good, refused } = sortLines(table, known, checkPostcodeLine)
  await writePostcodeCoordinates(tx, good)
  return { kind: table.kind, imported: good.length, refused }
}

async function importMunicipalities(
  tx: Tx,
  table: ImportTable,
  known: KnownPlaces,
  at: Date
): Promise<ImportReport> {
  const { good, refused } = sortLines(table, known, checkMunicipalityLine)
  await writeMunicipalities(tx, good, at)
  await writeOfficialNames(
    tx,
    foldNames,
    good.map(({ key }) => key)
  )
  return { kind: table.kind, imported: good.length, refused }
}

/**
 * Imports a CSV file of postcode coordinates or of municipalities (readImportTable says which columns): every good
 * line, all in one transaction, and says of every other line why it was left out. Refuses a file it cannot read.
 * Repeating an import changes nothing more. `ctx` must run as the database's owner.
 */
export async function importPlaces(ctx: Ctx, bytes: Uint8Array): Promise<Outcome<ImportReport, FileRefusal>> {
  const table = readImportTable(bytes)
  if (!table.done) return table
  return ctx.write(async (tx) => {
    await lockPlaces(tx)
    const known = {
      counties: await listCountyKeys(tx),
      kinds: await mapMunicipalityKinds(tx),
      centres: await mapPostcodeCentres(tx)
    }
    const at = new Date(ctx.clock.now().epochMilliseconds)
    if (table.value.kind === 'postcodes') return done(await importPostcodes(tx, table.value, known))
    return done(await importMunicipalities(tx, table.value, known, at))
  })
}
