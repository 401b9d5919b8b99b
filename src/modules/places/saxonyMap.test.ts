import { describe, expect, test } from 'vitest'
import map from '../../../data/places/saxonyMap.json' with { type: 'json' }
import type { County, CountyKey } from './model.ts'
import { drawChoices, numberChoices, type CountyChoice } from './saxonyMap.ts'

type Point = readonly [x: number, y: number]

/** The corners of a path of relative steps, closed. */
const ringOf = (path: string): Point[] => {
  const [x = NaN, y = NaN, ...steps] = (path.match(/-?\d+/g) ?? []).map(Number)
  const ring: Point[] = [[x, y]]
  for (let index = 0; index < steps.length; index += 2) {
    const [beforeX, beforeY] = ring.at(-1)!
    ring.push([beforeX + steps[index]!, beforeY + steps[index + 1]!])
  }
  return [...ring, ring[0]!]
}
const rings = new Map(map.counties.map(({ key, path }) => [key, ringOf(path)]))
const edgesOf = (ring: readonly Point[]) =>
  ring.slice(1).map((point, index) => [ring[index]!, point].join(' '))
const reversed = (edge: string) => edge.split(' ').reverse().join(' ')

/** Twice the area: above zero where the corners run clockwise on a plane whose y points down. */
const doubleArea = (ring: readonly Point[]) =>
  ring.slice(1).reduce((sum, [bx, by], index) => sum + ring[index]![0] * by - bx * ring[index]![1], 0)

describe('the committed map', () => {
  test('has the ten counties and three cities of Saxony as paths of whole numbers inside its box', () => {
    expect(map.counties.map(({ key }) => key)).toEqual([
      ...['14511', '14521', '14522', '14523', '14524', '14612', '14625'],
      ...['14626', '14627', '14628', '14713', '14729', '14730']
    ])
    for (const { path } of map.counties) expect(path).toMatch(/^M\d+ \d+l(-?\d+(?: |(?=-|z)))+z$/)
    for (const [x, y] of [...rings.values()].flat())
      expect(x >= 0 && x <= map.width && y >= 0 && y <= map.height).toBe(true)
  })

  test('draws a border of two counties once for both: they leave no gap and never overlap', () => {
    const edges = [...rings.values()].flatMap(edgesOf)
    const known = new Set(edges)
    expect(known.size).toBe(edges.length)
    const rim = edges.filter((edge) => !known.has(reversed(edge)))
    const onward = new Map(rim.map((edge) => edge.split(' ') as [string, string]))
    let [at, steps] = [[...onward.keys()][0]!, 0]
    const start = at
    do [at, steps] = [onward.get(at)!, steps + 1]
    while (at !== start)
    expect(steps).toBe(rim.length)
  })

  test('keeps the proportions: Saxony has 18,450 km², Mittelsachsen most, Chemnitz least', () => {
    const areas = [...rings].map(([key, ring]) => ({
      key,
      km2: (Math.abs(doubleArea(ring)) / 2) * 0.5637 ** 2
    }))
    const total = areas.reduce((sum, { km2 }) => sum + km2, 0)
    expect(Math.abs(total / 18_450 - 1)).toBeLessThan(0.02)
    const sorted = areas.sort((a, b) => a.km2 - b.km2).map(({ key }) => key)
    expect([sorted[0], sorted[1], sorted[2]]).toEqual(['14511', '14713', '14612'])
  })
})

const choice = (key: string, name: string, kind: County['kind'], full = name): CountyChoice => ({
  county: { key: key as CountyKey, name, kind, state: '14' as County['state'], stateName: 'Sachsen' },
  name: full,
  href: `/x?county=${key}`
})
const leipzigCity = choice('14713', 'Leipzig', 'city')
const leipzig = choice('14729', 'Leipzig', 'county', 'Landkreis Leipzig')
const mountains = choice('14628', 'Sächsische Schweiz-Osterzgebirge', 'county', 'Landkreis Sächsische …')
const texts = (choices: CountyChoice[], key: string) =>
  drawChoices(choices)
    .find(({ county }) => county.key === key)
    ?.lines.map(({ text }) => text)

describe('what is drawn', () => {
  test('counts districts in the order of the list; a city bears its name instead and lies on top', () => {
    const choices = [leipzigCity, leipzig, mountains]
    expect(numberChoices(choices).map(({ number }) => number)).toEqual([undefined, 1, 2])
    expect(drawChoices(choices).map(({ county, number }) => [county.key, number])).toEqual([
      ['14729', 1],
      ['14628', 2],
      ['14713', undefined]
    ])
  })

  test('calls a county in full only where a city has its name', () => {
    expect(texts([leipzigCity, leipzig], '14729')).toEqual(['Landkreis', 'Leipzig'])
    expect(texts([leipzigCity, leipzig], '14713')).toEqual(['Leipzig'])
    expect(texts([leipzig], '14729')).toEqual(['Leipzig'])
  })

  test('breaks a long name into two lines', () => {
    expect(texts([mountains], '14628')).toEqual(['Sächsische Schweiz-', 'Osterzgebirge'])
  })

  test('leaves out what lies elsewhere', () => {
    expect(drawChoices([choice('11000', 'Berlin', 'city')])).toEqual([])
  })

  test('puts every label inside its area', () => {
    for (const { key, at } of map.counties) {
      const ring = rings.get(key)!
      const crossings = ring.slice(1).filter(([bx, by], index) => {
        const [ax, ay] = ring[index]!
        return ay > at[1]! !== by > at[1]! && at[0]! < ((bx - ax) * (at[1]! - ay)) / (by - ay) + ax
      })
      expect([key, crossings.length % 2]).toEqual([key, 1])
    }
  })
})
