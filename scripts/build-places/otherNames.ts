import { bareName, foldPlaceName } from '../../src/modules/places/rules.ts'
import { SAXONY } from '../../src/modules/places/model.ts'
import type { BuiltMunicipality, FormerMunicipality } from './municipalities.ts'
import type { City } from './readPackages.ts'

export interface OtherName {
  name: string
  key: string
  /** 'former': a municipality until it merged (BKG); 'locality': a place inside the municipality (GeoNames). */
  kind: 'former' | 'locality'
}

function localities(
  cities: readonly City[],
  former: readonly FormerMunicipality[],
  municipalities: ReadonlyMap<string, BuiltMunicipality>
): OtherName[] {
  const today = new Map(former.map((change) => [change.key, change.now]))
  return cities.flatMap((city): OtherName[] => {
    const key = today.get(city.muniSub ?? '') ?? city.muniSub ?? ''
    const municipality = key.startsWith(SAXONY) ? municipalities.get(key) : undefined
    if (municipality === undefined) return []
    const own = [municipality.name, bareName(municipality.name)].map(foldPlaceName)
    return own.includes(foldPlaceName(city.name)) ? [] : [{ name: city.name, key, kind: 'locality' }]
  })
}

/** Names a Saxon municipality can also be found by: merged municipalities and larger localities; by name, then key. */
export function otherNames(
  cities: readonly City[],
  former: readonly FormerMunicipality[],
  municipalities: ReadonlyMap<string, BuiltMunicipality>
): OtherName[] {
  const merged = former.map((change): OtherName => ({ name: change.name, key: change.now, kind: 'former' }))
  const unique = new Map<string, OtherName>()
  for (const other of [...merged, ...localities(cities, former, municipalities)]) {
    const id = `${foldPlaceName(other.name)} ${other.key}`
    if (!unique.has(id)) unique.set(id, other)
  }
  const order = (other: OtherName): string => `${other.name}\t${other.key}`
  return [...unique.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}
