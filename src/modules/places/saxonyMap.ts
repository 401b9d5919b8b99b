import map from '../../../data/places/saxonyMap.json' with { type: 'json' }
import type { County } from './model.ts'

/** A county as a page offers it to choose. */
export interface CountyChoice {
  readonly county: County
  /** What it is called where the bare name is not enough: "Landkreis Leipzig". */
  readonly name: string
  readonly href: string
  /** What there is in it, in words. */
  readonly note?: string
}

/** A county on the map of Saxony, with what stands on it. Lengths in units of the map's `viewBox`. */
export interface MapArea extends CountyChoice {
  /** Its number in the list beside the map; a city bears its name instead. */
  readonly number: number | undefined
  /** Its outline, as the `d` of an SVG path. */
  readonly path: string
  /** The point on which its label is centred. */
  readonly at: readonly [x: number, y: number]
  /** Its name in lines short enough for the map, each with its height there. */
  readonly lines: readonly { readonly text: string; readonly y: number }[]
}

/** `viewBox` of the map; a unit is about half a kilometre. */
export const MAP_BOX = `0 0 ${map.width} ${map.height}`

/** From one line of a label to the next. */
const LINE = 12
/** A city's name stands this much above the middle of its area, and its dot below. */
const ABOVE_DOT = 6

/** The choices with numbers, as the list beside the map shows them: districts are counted, cities are not. */
export const numberChoices = (
  choices: readonly CountyChoice[]
): (CountyChoice & { readonly number: number | undefined })[] => {
  let count = 0
  return choices.map((choice) => ({
    ...choice,
    number: choice.county.kind === 'city' ? undefined : ++count
  }))
}

/**
 * What is drawn: the areas of the chosen counties, cities last so that their names lie on top. A county that the map
 * does not have is left out.
 */
export const drawChoices = (choices: readonly CountyChoice[]): MapArea[] => {
  const areas = numberChoices(choices).flatMap((choice): MapArea[] => {
    const drawn = map.counties.find(({ key }) => key === choice.county.key)
    if (!drawn) return []
    const [x = 0, y = 0] = drawn.at
    const texts = labelLines(choice, choices)
    const first = choice.county.kind === 'city' ? y - ABOVE_DOT : y - ((texts.length - 1) * LINE) / 2
    const lines = texts.map((text, index) => ({ text, y: first + index * LINE }))
    return [{ ...choice, path: drawn.path, at: [x, y], lines }]
  })
  return areas.sort((a, b) => Number(a.county.kind === 'city') - Number(b.county.kind === 'city'))
}

/** Letters that fit into one line of the map. */
const LONGEST_LINE = 16

/** A county that bears the name of a city is called in full. */
const labelLines = ({ county, name }: CountyChoice, choices: readonly CountyChoice[]): string[] => {
  const alike = choices.some((other) => other.county.name === county.name && other.county.key !== county.key)
  return twoLines(county.kind === 'county' && alike ? name : county.name)
}

/** A long name in two lines as even as its spaces and hyphens allow; a short one as it is. */
const twoLines = (name: string): string[] => {
  const middle = name.length / 2
  const breaks = [...name.matchAll(/[\s-]+/gu)].map(({ index, 0: mark }) => index + mark.length)
  const [at] = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  if (name.length <= LONGEST_LINE || at === undefined) return [name]
  return [name.slice(0, at).trimEnd(), name.slice(at)]
}
