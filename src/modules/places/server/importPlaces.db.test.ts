import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { importPlaces, loadReferencePlaces, searchPlaces } from './index.ts'

const db = useTestDatabase()
const owner = db.ctx('owner')
const portal = db.ctx('app_portal')
const DATA = join(import.meta.dirname, '../../../../data/places')
const COORDINATES = join(import.meta.dirname, '../../../../../shared/data/places/plz_geocoord.csv')

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const HEADER = 'ags;name;county_key;latitude;longitude;population'

async function count(table: string): Promise<number> {
  const { rows } = await queryAsOwner<{ count: string }>(db.owner, `SELECT count(*) FROM ${table}`)
  return Number(rows[0]?.count)
}

async function placeOf(postcode: string): Promise<[number, number] | undefined> {
  const hit = (await searchPlaces(portal, postcode)).hits[0]
  return hit && [hit.latitude, hit.longitude]
}

async function withChangedReference(
  change: (folder: string) => Promise<void>,
  work: (folder: string) => Promise<void>
) {
  const folder = await mkdtemp(join(tmpdir(), 'places-test-'))
  try {
    await cp(DATA, folder, { recursive: true })
    await change(folder)
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

beforeAll(async () => {
  expect(await loadReferencePlaces(owner)).toBe(true)
})

describe('loadReferencePlaces', () => {
  test('loads everything once and nothing the second time', async () => {
    expect(await count('places_county')).toBe(402)
    expect(await count('places_municipality')).toBe(11_291)
    expect(await count('places_postcode')).toBe(8_168)
    expect(await count("places_name WHERE kind = 'official'")).toBe(11_291)
    expect(await count("places_name WHERE kind = 'second'")).toBeGreaterThan(200)
    expect(await loadReferencePlaces(owner)).toBe(false)
  })

  test('neither the portal nor signed-in work may write', async () => {
    for (const role of ['app_portal', 'app_work'] as const) {
      await expect(loadReferencePlaces(db.ctx(role), DATA)).rejects.toThrow(/permission denied/)
      await expect(importPlaces(db.ctx(role), bytes(',lat,lng\n01099,51,13'))).rejects.toThrow(
        /permission denied/
      )
    }
  })

  test('content that does not hold together leaves everything as it was', async () => {
    const breakIt = (folder: string): Promise<void> =>
      writeFile(join(folder, 'postcodes.tsv'), 'postcode\tmunicipality_keys\n01099\t99999999\n')
    await withChangedReference(breakIt, async (folder) => {
      await expect(loadReferencePlaces(owner, folder)).rejects.toThrow(/foreign key/)
    })
    expect(await count('places_postcode')).toBe(8_168)
    expect(await count('places_name')).toBeGreaterThan(11_291)
  })
})

describe('importPlaces, postcodes', () => {
  test('moves known postcodes and says of every other line why not', async () => {
    const text =
      ',lat,lng\n01099,51.0872,13.8038\n01098,51.1,13.8\n01097,51.165691,10.451526\n01099,51.2,13.9\nx,1,1\n'
    expect(await importPlaces(owner, bytes(text))).toMatchObject({
      done: true,
      value: {
        kind: 'postcodes',
        imported: 1,
        refused: [
          { line: 3, field: 'postcode', reason: 'unknownPostcode', params: { value: '01098' } },
          { line: 4, field: 'postcode', reason: 'farAway' },
          { line: 5, field: 'postcode', reason: 'duplicate' },
          { line: 6, field: 'postcode', reason: 'notAPostcode' }
        ]
      }
    })
    expect(await placeOf('01099')).toEqual([51.0872, 13.8038])
    expect(await placeOf('01097')).toEqual([51.0664, 13.7834])
  })

  test('a new state of the reference data keeps imported coordinates', async () => {
    await importPlaces(owner, bytes('plz;lat;lng\n04103;51,3376;12,3888\n'))
    const note = async (folder: string): Promise<void> => {
      const file = join(folder, 'other-names.tsv')
      await writeFile(file, `${await readFile(file, 'utf8')}Blasewitz\t14612000\tlocality\n`)
    }
    await withChangedReference(note, async (folder) => {
      expect(await loadReferencePlaces(owner, folder)).toBe(true)
      expect(await loadReferencePlaces(owner, folder)).toBe(false)
    })
    expect(await placeOf('04103')).toEqual([51.3376, 12.3888])
    expect((await searchPlaces(portal, 'Blasewitz')).hits[0]?.municipalityName).toBe('Dresden')
  })

  test.skipIf(!existsSync(COORDINATES))('reads the list of coordinates people have', async () => {
    const result = await importPlaces(owner, readFileSync(COORDINATES))
    const report = result.done ? result.value : undefined
    expect(report?.imported).toBeGreaterThan(8_100)
    const reasons = new Set(report?.refused.map(({ reason }) => reason))
    expect([...reasons].toSorted()).toEqual(['farAway', 'unknownPostcode'])
  })
})

describe('importPlaces, municipalities', () => {
  test('brings the list up to date: new ones, new names, good lines although others are bad', async () => {
    const text = [
      HEADER,
      '14626999;Neudorf an der Neiße;14626;51,2;14,9;1200',
      '14612000;Dresden;14612;51.05;13.74;557782',
      '14612000;Dresden;14612;51.05;13.74;557782',
      '14626998;Altdorf;14999;51.2;14.9;',
      '14626997;;14626;51.2;14.9;'
    ].join('\r\n')
    expect(await importPlaces(owner, bytes(`\ufeff${text}`))).toMatchObject({
      done: true,
      value: {
        kind: 'municipalities',
        imported: 2,
        refused: [
          { line: 4, field: 'key', reason: 'duplicate' },
          { line: 5, field: 'county', reason: 'otherCounty' },
          { line: 6, field: 'name', reason: 'missing' }
        ]
      }
    })
    const { hits } = await searchPlaces(portal, 'Neudorf an der Neisse')
    expect(hits[0]).toMatchObject({ municipality: '14626999', population: 1200, countyName: 'Görlitz' })
    expect((await searchPlaces(portal, 'Dresden')).hits[0]?.population).toBe(557_782)
  })

  test('repeating it changes nothing, and the reference data does not undo it', async () => {
    const text = bytes(`${HEADER}\n14522180;Freiberg in Sachsen;14522;50.91;13.34;40000\n`)
    await importPlaces(owner, text)
    const names = await count('places_name')
    await importPlaces(owner, text)
    expect(await count('places_name')).toBe(names)
    const touch = async (folder: string): Promise<void> => {
      const file = join(folder, 'municipalities.tsv')
      const rows = (await readFile(file, 'utf8')).split('\n')
      await writeFile(file, rows.filter((row) => !row.startsWith('14626560')).join('\n'))
      const postcodes = await readFile(join(folder, 'postcodes.tsv'), 'utf8')
      await writeFile(join(folder, 'postcodes.tsv'), postcodes.replaceAll(',14626560', ''))
    }
    await withChangedReference(touch, async (folder) => {
      expect(await loadReferencePlaces(owner, folder)).toBe(true)
    })
    const { hits } = await searchPlaces(portal, 'Freiberg in Sachsen')
    expect(hits[0]).toMatchObject({ municipalityName: 'Freiberg in Sachsen', population: 40_000 })
    expect((await searchPlaces(portal, 'Trebendorf')).hits.map((hit) => hit.municipality)).not.toContain(
      '14626560'
    )
  })

  test.each([
    ['empty', ''],
    ['containsNul', `${HEADER}\u0000`],
    ['unknownColumns', 'Gemeinde;Kreis\n1;2'],
    ['unknownColumns', ';'.repeat(1_000_000)]
  ])('refuses a file as a whole: %s', async (reason, text) => {
    expect(await importPlaces(owner, bytes(text))).toEqual({ done: false, reason })
  })
})
