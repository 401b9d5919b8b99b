import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { DirectoryImportReport } from '../importReport.ts'
import { aLocation, aNestedService, anAttribute, jsonFile } from '../testing/hsdsFiles.ts'
import { importHsds } from './importHsds.ts'

const base = useTestDatabase()
let ctx: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
})

const importAs = (who: Ctx, value: unknown, source: string) =>
  importHsds(who, { source, files: [jsonFile(value)], dryRun: false })

const rowsOf = async (table: string, source: string) => {
  const statement = `SELECT * FROM ${table} WHERE source = $1 ORDER BY external_id`
  return (await queryAsOwner<Record<string, unknown>>(base.owner, statement, [source])).rows
}

describe('a position off the globe', () => {
  const nested = (more: Record<string, unknown>) =>
    aNestedService({ service_at_locations: [{ id: 'o', location: aLocation({ id: 'l', ...more }) }] })
  const findingsOf = (report: DirectoryImportReport) =>
    report.lines
      .find(({ kind }) => kind === 'location')!
      .findings.map(({ reason, params }) => [reason, params])

  test.each([
    [100, 1],
    [-90.1, 1],
    [51, 180.5]
  ])('%d, %d is left out and said; the municipality stands in', async (latitude, longitude) => {
    const source = randomUUID()
    const report = await importAs(ctx, nested({ latitude, longitude }), source)
    expect(report.counts).toMatchObject({ imported: 4, refused: 0 })
    expect(findingsOf(report)).toEqual([
      ['directory_import_position_off_globe', { latitude, longitude }],
      ['directory_import_position_approximate', {}]
    ])
    const [row] = await rowsOf('directory_centre', source)
    expect(row).toMatchObject({ position_approximate: true, municipality_key: '14522180' })
    expect(row!['latitude']).toBeCloseTo(50.9, 0)
  })

  test('leaves none where no municipality is known', async () => {
    const source = randomUUID()
    const report = await importAs(ctx, nested({ latitude: 100, longitude: 100, addresses: [] }), source)
    expect(findingsOf(report)).toEqual([
      ['directory_import_position_off_globe', { latitude: 100, longitude: 100 }],
      ['directory_import_position_left_out', {}]
    ])
    expect((await rowsOf('directory_centre', source))[0]).toMatchObject({ latitude: null, longitude: null })
  })

  test('the edges of the globe are on it', async () => {
    const source = randomUUID()
    await importAs(ctx, nested({ latitude: -90, longitude: 180 }), source)
    expect((await rowsOf('directory_centre', source))[0]).toMatchObject({ latitude: -90, longitude: 180 })
  })
})

describe('addresses that are not public', () => {
  test('stand at the municipality, whatever position came with them', async () => {
    const source = randomUUID()
    const location = aLocation({
      latitude: 50.1234,
      longitude: 13.1234,
      attributes: [anAttribute('anlaufstelle:visibility', 'hidden')]
    })
    await importAs(ctx, aNestedService({ service_at_locations: [{ id: 'o', location }] }), source)
    const [row] = await rowsOf('directory_centre', source)
    expect(row).toMatchObject({ address_visibility: 'hidden', position_approximate: true })
    expect(row!['latitude']).not.toBe(50.1234)
  })

  test('without a municipality have no position at all', async () => {
    const source = randomUUID()
    const location = aLocation({
      latitude: 50.1234,
      longitude: 13.1234,
      addresses: [],
      attributes: [anAttribute('anlaufstelle:visibility', 'town')]
    })
    await importAs(ctx, aNestedService({ service_at_locations: [{ id: 'o', location }] }), source)
    expect((await rowsOf('directory_centre', source))[0]).toMatchObject({ latitude: null, longitude: null })
  })
})
