import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPageNumber, readSearch, writeSearch } from './search.ts'

const read = (query: string) => readSearch(new URLSearchParams(query))

describe('readSearch', () => {
  it('reads topic, place and language', () => {
    expect(read('topic=letter&place=01099&language=ar')).toEqual({
      topic: 'letter',
      place: '01099',
      language: 'ar'
    })
  })

  it.each([
    'topic=nonsense',
    'place=%20%20',
    'county=1461',
    'language=<script>',
    'age=27plus&situation=asylum'
  ])('takes nothing from %s', (query) => {
    expect(read(query)).toEqual({})
  })

  it('cuts a place that is longer than any place', () => {
    expect(read(`place=${'x'.repeat(5000)}`).place).toHaveLength(100)
  })

  it('never throws and comes back the same from its own address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (place, county, language) => {
        const once = readSearch(new URLSearchParams({ topic: 'work', place, county, language }))
        const again = readSearch(new URLSearchParams(writeSearch(once)))
        expect(again).toEqual(once.place === undefined ? once : { ...once, county: undefined })
      })
    )
  })
})

describe('wishes in an address', () => {
  it('are read in one order and written back', () => {
    const search = read('children=1&today=1&stepFree=0&walkIn=yes&papers=1')
    expect(search).toEqual({ filters: ['today', 'children'] })
    expect(writeSearch(search)).toBe('?today=1&children=1')
  })
})

describe('writeSearch', () => {
  it('is empty for an empty search', () => {
    expect(writeSearch({})).toBe('')
  })
})

describe('readPageNumber', () => {
  it.each([
    ['2', 2],
    ['999', 999],
    ['-1', undefined],
    ['0', undefined],
    ['', undefined],
    ['1000000000', 999],
    ['9'.repeat(400), 999],
    ['1e3', undefined],
    ['abc', undefined],
    [null, 1]
  ])('%s is page %s', (text, page) => {
    expect(readPageNumber(text)).toBe(page)
  })
})
