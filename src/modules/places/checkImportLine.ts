import { distanceKm } from './distanceKm.ts'
import type { LineReason, LineRefusal } from './importReport.ts'
import {
  countyOf,
  findMunicipalityKey,
  findPostcode,
  type Coordinates,
  type Municipality,
  type Postcode
} from './model.ts'
import type { ImportField, ImportLine } from './readImportTable.ts'

/** Germany's extent in whole degrees, WGS 84. */
const EXTENT = { latitude: [47, 55.2], longitude: [5.8, 15.1] } as const

/** A postcode's place farther than this from every municipality it reaches into is a geocoding error. */
const FARTHEST_KM = 50

const LARGEST_POPULATION = 10_000_000

/** What is in the database already, as far as a line is checked against it. */
export interface KnownPlaces {
  readonly counties: ReadonlySet<string>
  readonly kinds: ReadonlyMap<string, Municipality['kind']>
  readonly centres: ReadonlyMap<Postcode, readonly Coordinates[]>
}

type Checked<Value> = { readonly value: Value } | { readonly refusal: LineRefusal }

function refusal(
  line: ImportLine,
  field: ImportField,
  reason: LineReason,
  params = {}
): { refusal: LineRefusal } {
  const value = (line.cells[field] ?? '').slice(0, 40)
  return { refusal: { line: line.line, field, reason, params: { value, ...params } } }
}

/** A decimal number with point or comma. */
function readNumber(text: string): number | undefined {
  return /^-?[0-9]{1,9}(?:[.,][0-9]{1,20})?$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

function checkDegrees(line: ImportLine, field: 'latitude' | 'longitude'): Checked<number> {
  const text = line.cells[field] ?? ''
  if (text === '') return refusal(line, field, 'missing')
  const degrees = readNumber(text)
  if (degrees === undefined) return refusal(line, field, 'notANumber')
  const [least, most] = EXTENT[field]
  return degrees < least || degrees > most ? refusal(line, field, 'outsideGermany') : { value: degrees }
}

function checkCoordinates(line: ImportLine): Checked<Coordinates> {
  const latitude = checkDegrees(line, 'latitude')
  if ('refusal' in latitude) return latitude
  const longitude = checkDegrees(line, 'longitude')
  if ('refusal' in longitude) return longitude
  return { value: { latitude: latitude.value, longitude: longitude.value } }
}

/** A postcode with its place; refuses postcodes that are not known and places far from what they reach into. */
export function checkPostcodeLine(
  line: ImportLine,
  known: KnownPlaces
): Checked<Coordinates & { postcode: Postcode }> {
  const postcode = findPostcode(line.cells.postcode ?? '')
  if (postcode === undefined)
    return refusal(line, 'postcode', line.cells.postcode ? 'notAPostcode' : 'missing')
  const place = checkCoordinates(line)
  if ('refusal' in place) return place
  const centres = known.centres.get(postcode)
  if (centres === undefined) return refusal(line, 'postcode', 'unknownPostcode')
  const away = Math.min(...centres.map((centre) => distanceKm(centre, place.value)))
  if (away > FARTHEST_KM) return refusal(line, 'postcode', 'farAway', { km: Math.round(away) })
  return { value: { postcode, ...place.value } }
}

function checkName(line: ImportLine): Checked<string> {
  const name = line.cells.name ?? ''
  if (name === '') return refusal(line, 'name', 'missing')
  const readable = name.length <= 200 && /\p{L}/u.test(name) && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)
  return readable ? { value: name } : refusal(line, 'name', 'notAName')
}

function checkPopulation(line: ImportLine): Checked<number | null> {
  const text = line.cells.population ?? ''
  if (text === '') return { value: null }
  const count = /^[0-9]{1,8}$/.test(text) ? Number(text) : Number.NaN
  return count <= LARGEST_POPULATION ? { value: count } : refusal(line, 'population', 'notANumber')
}

function checkCounty(line: ImportLine, own: string, known: KnownPlaces): LineRefusal | undefined {
  const county = line.cells.county ?? ''
  if (county === '') return refusal(line, 'county', 'missing').refusal
  if (county !== own) return refusal(line, 'county', 'otherCounty', { county: own }).refusal
  return known.counties.has(county) ? undefined : refusal(line, 'county', 'unknownCounty').refusal
}

/** A municipality; refuses keys outside their county, counties that are not known and names without letters. */
export function checkMunicipalityLine(line: ImportLine, known: KnownPlaces): Checked<Municipality> {
  const key = findMunicipalityKey(line.cells.key ?? '')
  if (key === undefined) return refusal(line, 'key', line.cells.key ? 'notAKey' : 'missing')
  const name = checkName(line)
  if ('refusal' in name) return name
  const county = checkCounty(line, countyOf(key), known)
  if (county !== undefined) return { refusal: county }
  const place = checkCoordinates(line)
  if ('refusal' in place) return place
  const population = checkPopulation(line)
  if ('refusal' in population) return population
  const kind = known.kinds.get(key) ?? 'municipality'
  return {
    value: {
      key,
      name: name.value,
      kind,
      county: countyOf(key),
      ...place.value,
      population: population.value
    }
  }
}
