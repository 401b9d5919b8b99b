import { brotliCompressSync, gzipSync } from 'node:zlib'
import { render } from 'svelte/server'
import { describe, expect, it } from 'vitest'
import SaxonyMap from '../../src/modules/places/ui/SaxonyMap.svelte'
import type { CountyChoice } from '../../src/modules/places/saxonyMap.ts'
import { textOf } from './sourceFiles.ts'

const MOST_BYTES = 3 * 1024

const counties = textOf('data/places/counties.tsv')
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([, , , state]) => state === '14')

const choicesIn = (locale: string) =>
  counties.map(([key, name, kind, state, stateName]) => ({
    county: { key, name, kind, state, stateName },
    name: kind === 'city' ? name : `Landkreis ${name}`,
    href: `/${locale}/find/results?topic=residence&language=uk&county=${key}`
  })) as CountyChoice[]

describe('the map of Saxony', () => {
  it('weighs 3 KB at most as a page sends it', () => {
    const { body } = render(SaxonyMap, { props: { choices: choicesIn('de-simple'), chosen: '14612' } })
    expect(body.match(/<a /g)).toHaveLength(13)
    expect(gzipSync(body, { level: 6 }).length).toBeLessThanOrEqual(MOST_BYTES)
    expect(brotliCompressSync(body).length).toBeLessThanOrEqual(MOST_BYTES)
  })

  it('asks nobody for anything', () => {
    const { body } = render(SaxonyMap, { props: { choices: choicesIn('ar') } })
    expect(body).not.toMatch(/https?:|<image|<use|url\(|style=/)
  })
})
