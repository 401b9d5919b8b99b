import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centreSlugOf, freeSlug } from './centreSlug.ts'

describe('centreSlugOf', () => {
  test.each([
    ['Migrationsberatung Neustadt', 'migrationsberatung-neustadt'],
    ['Übergänge & Straße', 'uebergaenge-strasse'],
    ['Budyšin (Bautzen)', 'budysin-bautzen'],
    ['  –  ', 'centre'],
    ['مركز', 'centre']
  ])('%s becomes %s', (name, slug) => {
    expect(centreSlugOf(name)).toBe(slug)
  })

  test('is fit for an address whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const slug = centreSlugOf(name)
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(slug.length).toBeLessThanOrEqual(80)
      })
    )
  })
})

describe('freeSlug', () => {
  test('numbers a slug that is taken', () => {
    const wish = centreSlugOf('Haus')
    expect(freeSlug(wish, new Set())).toBe('haus')
    expect(freeSlug(wish, new Set(['haus', 'haus-2']))).toBe('haus-3')
  })

  test('stays within the longest length', () => {
    const wish = centreSlugOf('a'.repeat(100))
    expect(freeSlug(wish, new Set([wish]))).toBe(`${'a'.repeat(78)}-2`)
  })
})
