import { DECIDED_BY_HAND, MERGED_NAMES } from './mergedNames.ts'
import type { BuiltMunicipality, FormerMunicipality } from './municipalities.ts'
import { bareName, distanceKm, foldPlaceName } from '../../src/modules/places/rules.ts'
import type { Coordinates } from '../../src/modules/places/model.ts'

export interface PostcodeMatch {
  postcodes: Map<string, string[]>
  /** Name and postcode of every entry that no municipality answers to. */
  unmatched: { postcode: string; name: string }[]
  /** Entries that had more than one candidate and were decided by distance. */
  decidedByDistance: number
}

/** A candidate farther from its neighbours than this is a namesake elsewhere, not the place meant. */
const FARTHEST_KM = 60
/** So many certain places around a postcode say where it lies. */
const NEIGHBOURS = 5

const HONORIFIC = /^(?:Lutherstadt|Goethestadt|Hansestadt|Stadt|Ostseebad|Kurort) /u

/** The name without its Sorbian half and honorary titles: OSM writes "Bautzen - Budyšin". */
function germanName(name: string): string {
  return (name.split(' - ')[0] ?? name).replace(HONORIFIC, '').replace(/ -\S+ /u, ' ')
}

const headOf = (name: string): string => foldPlaceName(bareName(germanName(name)))

function pointOf(municipality: BuiltMunicipality): Coordinates {
  return { latitude: municipality.point.latitude, longitude: municipality.point.longitude }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function middle(points: readonly Coordinates[]): Coordinates | undefined {
  if (points.length === 0) return undefined
  return {
    latitude: median(points.map((point) => point.latitude)),
    longitude: median(points.map((point) => point.longitude))
  }
}

type Candidates = (name: string) => BuiltMunicipality[]

/** Municipalities by the head of their name; former Saxon and merged names lead to the municipality of today. */
function candidateIndex(
  municipalities: ReadonlyMap<string, BuiltMunicipality>,
  former: readonly FormerMunicipality[]
): Candidates {
  const index = new Map<string, Set<BuiltMunicipality>>()
  const add = (name: string, key: string): void => {
    const municipality = municipalities.get(key)
    if (municipality === undefined) throw new Error(`no municipality ${key} for ${name}`)
    index.set(headOf(name), (index.get(headOf(name)) ?? new Set()).add(municipality))
  }
  for (const municipality of municipalities.values()) add(municipality.name, municipality.key)
  for (const change of former) add(change.name, change.now)
  return (name) => [...(index.get(headOf(name)) ?? [])]
}

/** The one municipality a name can mean: no namesake at all, or a qualifier that only one of them bears. */
function certainOne(name: string, found: readonly BuiltMunicipality[]): BuiltMunicipality | undefined {
  if (MERGED_NAMES[name] !== undefined) return undefined
  if (found.length === 1) return found[0]
  const folded = foldPlaceName(germanName(name))
  const same = folded === headOf(name) ? [] : found.filter((one) => foldPlaceName(one.name) === folded)
  return same.length === 1 ? same[0] : undefined
}

const gap = (a: string, b: string): number => Math.abs(Number(a) - Number(b))

/** Where the places of a postcode must lie: at its certain ones, else amid those of the nearest postcodes by number. */
function expectedPlaces(
  source: Record<string, string[]>,
  candidates: Candidates
): (postcode: string) => Coordinates {
  const certain = Object.entries(source).flatMap(([postcode, names]) =>
    names.flatMap((name) => {
      const one = certainOne(name, candidates(name))
      return one === undefined ? [] : [{ postcode, point: pointOf(one) }]
    })
  )
  return (postcode) => {
    const own = certain.filter((known) => known.postcode === postcode)
    const around = certain
      .filter((known) => known.postcode.slice(0, 2) === postcode.slice(0, 2))
      .toSorted((a, b) => gap(a.postcode, postcode) - gap(b.postcode, postcode))
    const place = middle((own.length > 0 ? own : around.slice(0, NEIGHBOURS)).map(({ point }) => point))
    if (place === undefined) throw new Error(`no certain place near ${postcode}`)
    return place
  }
}

/** What a deviating spelling costs against distance, in kilometres. */
function spellingCost(name: string, candidate: BuiltMunicipality): number {
  const wanted = germanName(name)
  if (candidate.kind === 'unincorporated') return 40
  if (candidate.name === wanted) return 0
  if (foldPlaceName(candidate.name) === foldPlaceName(wanted)) return 5
  return bareName(candidate.name) === bareName(wanted) ? 15 : 40
}

function choose(
  name: string,
  near: Coordinates,
  candidates: readonly BuiltMunicipality[]
): BuiltMunicipality | undefined {
  const rated = candidates.map((candidate) => {
    const distance = distanceKm(near, pointOf(candidate))
    return { candidate, distance, cost: distance + spellingCost(name, candidate) }
  })
  rated.sort((a, b) => a.cost - b.cost || (a.candidate.key < b.candidate.key ? -1 : 1))
  return rated.find(({ distance }) => distance <= FARTHEST_KM)?.candidate
}

function bySize(municipalities: ReadonlyMap<string, BuiltMunicipality>): (a: string, b: string) => number {
  const size = (key: string): number => municipalities.get(key)?.population ?? 0
  return (a, b) => size(b) - size(a) || (a < b ? -1 : 1)
}

/** Resolves each postcode's names to municipality keys, the most populous first; the nearest of several namesakes. */
export function matchPostcodes(
  source: Record<string, string[]>,
  municipalities: ReadonlyMap<string, BuiltMunicipality>,
  former: readonly FormerMunicipality[]
): PostcodeMatch {
  const candidates = candidateIndex(municipalities, former)
  const expected = expectedPlaces(source, candidates)
  const match: PostcodeMatch = { postcodes: new Map(), unmatched: [], decidedByDistance: 0 }
  const resolve = (postcode: string, name: string): string[] => {
    const decided = DECIDED_BY_HAND[`${postcode} ${name}`]
    if (decided !== undefined) return [decided]
    return (MERGED_NAMES[name] ?? [name]).flatMap((part) => {
      const possible = candidates(part)
      if (possible.length > 1) match.decidedByDistance += 1
      return choose(part, expected(postcode), possible)?.key ?? []
    })
  }
  for (const postcode of Object.keys(source).toSorted()) {
    const entries = (source[postcode] ?? []).map((name) => ({ name, keys: resolve(postcode, name) }))
    for (const { name, keys } of entries) if (keys.length === 0) match.unmatched.push({ postcode, name })
    const all = new Set(entries.flatMap(({ keys }) => keys))
    match.postcodes.set(postcode, [...all].toSorted(bySize(municipalities)))
  }
  return match
}
