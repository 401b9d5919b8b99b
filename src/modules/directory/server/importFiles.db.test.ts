import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aLocation, anOrganization, findSharedData, jsonFile } from '../testing/hsdsFiles.ts'
import { importHsds } from './importHsds.ts'

const base = useTestDatabase()
let ctx: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
})

const importAs = (who: Ctx, value: unknown, source: string = randomUUID()) =>
  importHsds(who, { source, files: [jsonFile(value)], dryRun: false })

describe('shapes of files', () => {
  const [organization, location] = [anOrganization(), aLocation()]
  const service = { id: randomUUID(), name: 'B', status: 'active', organization_id: organization['id'] }
  const offer = { id: randomUUID(), service_id: service.id, location_id: location['id'] }
  test.each([
    ['a list of flat records, in any order', [offer, service, location, organization]],
    ['a page', { total_items: 4, contents: [organization, location, service, offer] }],
    [
      'an organization with all it has',
      { ...organization, locations: [location], services: [{ ...service, service_at_locations: [offer] }] }
    ],
    ['a service at a location', { ...offer, service: { ...service, organization }, location }]
  ])('%s', async (_name, value) => {
    expect((await importAs(ctx, value)).counts).toEqual({
      imported: 4,
      updated: 0,
      unchanged: 0,
      refused: 0,
      archived: 0
    })
  })

  test('records that name each other across runs of one source', async () => {
    const source = randomUUID()
    for (const value of [
      organization,
      { ...location, organization_id: organization['id'] },
      service,
      offer
    ]) {
      expect((await importAs(ctx, value, source)).counts).toMatchObject({ imported: 1, refused: 0 })
    }
  })
})

describe.each(['examples-3.1', 'feeds/uk-default', 'feeds/uk-warn'])('the recorded files of %s', (name) => {
  const folder = findSharedData(join('hsds', name))
  const files = folder === undefined ? [] : readdirSync(folder)
  test.skipIf(folder === undefined)(`are beside the checkout`, () => {
    expect(files).not.toHaveLength(0)
  })
  test.each(files)('%s: every record is taken or refused with a reason', async (file) => {
    const bytes = readFileSync(join(folder!, file))
    const report = await importHsds(ctx, {
      source: randomUUID(),
      files: [{ name: file, bytes }],
      dryRun: false
    })
    expect(report.lines).not.toHaveLength(0)
    for (const line of report.lines) {
      expect(line.outcome === 'imported' || line.findings.length > 0).toBe(true)
    }
    if (/^(service|organization)/.test(file)) expect(report.counts.imported).toBeGreaterThan(0)
    const refusedCentres = report.lines.filter(
      ({ kind, outcome }) => kind === 'location' && outcome === 'refused'
    )
    expect(
      refusedCentres.flatMap(({ findings }) => findings).filter(({ field }) => field !== 'organization_id')
    ).toEqual([])
  })
})

test('the demonstration organisation is taken whole, every hour understood, every centre in its county', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../data/demo/directory.hsds.json'), 'utf8')
  const source = randomUUID()
  const report = await importHsds(ctx, { source, files: [{ name: 'demo', text }], dryRun: false })
  expect(report.counts).toMatchObject({ updated: 0, unchanged: 0, refused: 0 })
  expect(report.lines.flatMap((line) => line.findings.map(({ reason }) => reason))).toEqual([
    'directory_import_position_approximate'
  ])
  const { rows } = await queryAsOwner(
    base.owner,
    'SELECT DISTINCT county_key FROM directory_centre WHERE source = $1 AND county_key IS NOT NULL',
    [source]
  )
  expect(rows).toHaveLength(13)
})
