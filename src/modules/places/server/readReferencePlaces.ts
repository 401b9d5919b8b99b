import { z } from 'zod'
import type { County, CountyKey, Municipality, MunicipalityKey, Postcode, StateKey } from '../model.ts'
import { bareName, foldPlaceName } from '../rules.ts'
import type { MunicipalityName, PostcodeReach } from './placesRepository.ts'

/** The files of `data/places` that are loaded, in the order readReferencePlaces expects their content. */
export const REFERENCE_FILES = [
  'counties.tsv',
  'municipalities.tsv',
  'other-names.tsv',
  'postcodes.tsv',
  'second-names.json'
] as const

export interface ReferencePlaces {
  readonly counties: County[]
  readonly municipalities: Municipality[]
  readonly secondNames: MunicipalityName[]
  readonly reaches: PostcodeReach[]
}

const secondNamesSchema = z.object({ names: z.array(z.object({ key: z.string(), name: z.string() })) })

/** The two forms of a name that a search compares. */
export const foldNames = (name: string): { folded: string; bare: string } => ({
  folded: foldPlaceName(name),
  bare: foldPlaceName(bareName(name))
})

const asSecondName = (key: string, name: string): MunicipalityName => ({
  municipality: key as MunicipalityKey,
  name,
  kind: 'second',
  ...foldNames(name)
})

function readRows(text: string): string[][] {
  const lines = text.trimEnd().split('\n').slice(1)
  return lines.map((line) => line.split('\t'))
}

const asCounty = ([key = '', name = '', kind, state = '', stateName = '']: string[]): County => ({
  key: key as CountyKey,
  name,
  kind: kind as County['kind'],
  state: state as StateKey,
  stateName
})

function asMunicipality([
  key = '',
  name = '',
  kind,
  county,
  latitude,
  longitude,
  count
]: string[]): Municipality {
  return {
    key: key as MunicipalityKey,
    name,
    kind: kind as Municipality['kind'],
    county: county as CountyKey,
    latitude: Number(latitude),
    longitude: Number(longitude),
    population: count ? Number(count) : null
  }
}

/** Reads the committed files, whose form their own test guarantees; what is wrong still fails in the database. */
export function readReferencePlaces(files: readonly string[]): ReferencePlaces {
  const [counties = '', municipalities = '', others = '', postcodes = '', seconds = ''] = files
  const { names } = secondNamesSchema.parse(JSON.parse(seconds))
  return {
    counties: readRows(counties).map(asCounty),
    municipalities: readRows(municipalities).map(asMunicipality),
    secondNames: [
      ...readRows(others).map(([name = '', key = '']) => asSecondName(key, name)),
      ...names.map(({ key, name }) => asSecondName(key, name))
    ],
    reaches: readRows(postcodes).flatMap(([postcode = '', keys = '']) =>
      keys.split(',').map((key) => ({ postcode: postcode as Postcode, municipality: key as MunicipalityKey }))
    )
  }
}
