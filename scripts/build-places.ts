/**
 * Builds the committed place data in data/places from three npm packages (data/places/PROVENANCE.md names them).
 * Run: node scripts/build-places.ts. The same packages give the same bytes.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildMunicipalities, type BuiltMunicipality } from './build-places/municipalities.ts'
import { matchPostcodes } from './build-places/matchPostcodes.ts'
import { otherNames } from './build-places/otherNames.ts'
import { readPackages, type AreaFeature } from './build-places/readPackages.ts'

const TARGET = join(import.meta.dirname, '../data/places')

function writeTable(
  file: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[]
): void {
  const lines = [header, ...rows].map((row) => row.join('\t'))
  writeFileSync(join(TARGET, file), `${lines.join('\n')}\n`)
}

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1)

function countyRows(counties: readonly AreaFeature[], states: readonly AreaFeature[]): (string | number)[][] {
  const stateNames = new Map(states.map((state) => [state.properties.AGS, state.properties.GEN]))
  return counties
    .map(({ properties }) => ({ key: properties.AGS, name: properties.GEN, form: properties.BEZ }))
    .sort(byKey)
    .map(({ key, name, form }) => {
      const kind = /stadt/iu.test(form) ? 'city' : 'county'
      return [key, name, kind, key.slice(0, 2), stateNames.get(key.slice(0, 2)) ?? '']
    })
}

function municipalityRow({ key, name, kind, point, population }: BuiltMunicipality): (string | number)[] {
  return [
    key,
    name,
    kind,
    key.slice(0, 5),
    point.latitude.toFixed(4),
    point.longitude.toFixed(4),
    population ?? ''
  ]
}

const packages = readPackages()
const { municipalities, former } = buildMunicipalities(packages)
const match = matchPostcodes(packages.postcodes, municipalities, former)
const names = otherNames(packages.cities, former, municipalities)
const sorted = [...municipalities.values()].sort(byKey)

writeTable(
  'counties.tsv',
  ['key', 'name', 'kind', 'state_key', 'state'],
  countyRows(packages.counties, packages.states)
)
writeTable(
  'municipalities.tsv',
  ['key', 'name', 'kind', 'county_key', 'latitude', 'longitude', 'population'],
  sorted.map(municipalityRow)
)
writeTable(
  'other-names.tsv',
  ['name', 'municipality_key', 'kind'],
  names.map(({ name, key, kind }) => [name, key, kind])
)
writeTable(
  'postcodes.tsv',
  ['postcode', 'municipality_keys'],
  [...match.postcodes].map(([postcode, keys]) => [postcode, keys.join(',')])
)

const matched = [...match.postcodes.values()].filter((keys) => keys.length > 0).length
const listed = new Set([...match.postcodes.values()].flat())
console.log({
  municipalities: sorted.length,
  saxon: sorted.filter(({ key }) => key.startsWith('14')).length,
  withPopulation: sorted.filter(({ population }) => population !== null).length,
  withoutPostcode: sorted.filter(({ key, kind }) => kind !== 'unincorporated' && !listed.has(key)).length,
  otherNames: names.length,
  postcodes: match.postcodes.size,
  matched,
  decidedByDistance: match.decidedByDistance,
  unmatched: match.unmatched
})
