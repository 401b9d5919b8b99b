import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { DirectoryImportReport } from '../importReport.ts'
import { aLocation, aNestedService, anAttribute, anOrganization, jsonFile } from '../testing/hsdsFiles.ts'
import { countDirectory } from './countDirectory.ts'
import { importHsds } from './importHsds.ts'

const base = useTestDatabase()
let ctx: Ctx
let strangers: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
  strangers = base.ctx('app_work', await base.addOrganisation())
})

const importAs = (who: Ctx, value: unknown, source: string = randomUUID(), dryRun = false) =>
  importHsds(who, { source, files: [jsonFile(value)], dryRun })

const reasonsOf = (report: DirectoryImportReport) =>
  report.lines.flatMap(({ kind, outcome, findings }) =>
    findings.map(({ field, reason }) => `${kind} ${outcome} ${field} ${reason}`)
  )

const rowsOf = async (table: string, source: string) => {
  const { rows } = await queryAsOwner<Record<string, unknown>>(
    base.owner,
    `SELECT *, xmin::text AS touched FROM ${table} WHERE source = $1 ORDER BY external_id`,
    [source]
  )
  return rows
}

describe('a service with everything nested', () => {
  const source = randomUUID()
  const service = aNestedService({
    name: 'Migrationsberatung',
    minimum_age: 27,
    url: 'https://beispiel.example',
    assured_date: '2026-08-01',
    languages: [
      { id: randomUUID(), code: 'prs' },
      { id: randomUUID(), name: 'Romani' }
    ],
    service_areas: [{ id: randomUUID(), uri: 'urn:de:ags:14522' }],
    contacts: [{ id: randomUUID(), name: 'Nobody', phones: [{ number: '03731 000 11', type: 'cell' }] }],
    schedules: [{ id: randomUUID(), description: 'Tu 09:00-12:00; PH off' }],
    attributes: [
      anAttribute('anlaufstelle:programme', 'mbe'),
      anAttribute('anlaufstelle:topic', 'letter'),
      anAttribute('anlaufstelle:access', 'anonymous'),
      anAttribute('somebody:else', 'x')
    ]
  })

  test('is imported with its provider, centre and offer', async () => {
    const report = await importAs(ctx, service, source)
    expect(report.counts).toEqual({ imported: 4, updated: 0, unchanged: 0, refused: 0, archived: 0 })
    expect(reasonsOf(report)).toEqual([
      'location imported latitude directory_import_position_approximate',
      'service imported languages[1] directory_import_language_without_code'
    ])
    const [row] = await rowsOf('directory_service', source)
    expect(row).toMatchObject({
      programme: 'mbe',
      topics: ['letter'],
      catchment: ['14522'],
      languages: ['prs'],
      minimum_age: 27,
      anonymous_possible: true,
      phones: [{ number: '03731 000 11', kind: 'mobile', note: null }]
    })
    expect(JSON.stringify(row)).not.toContain('Nobody')
  })

  test('stands in its municipality, at its centre where no position is given', async () => {
    const [row] = await rowsOf('directory_centre', source)
    expect(row).toMatchObject({
      slug: 'beispielhaus',
      municipality_key: '14522180',
      county_key: '14522',
      position_approximate: true
    })
    expect(row!['latitude']).toBeCloseTo(50.9, 0)
  })

  test('has the open intervals of its hours', async () => {
    const { rows } = await queryAsOwner<{ count: number }>(
      base.owner,
      `SELECT count(*)::integer FROM directory_open_interval
       WHERE service_at_centre_id IN (SELECT id FROM directory_service_at_centre WHERE source = $1)`,
      [source]
    )
    expect(rows[0]!.count).toBe(9)
  })

  test('imported again, touches no row', async () => {
    const tables = ['provider', 'centre', 'service', 'service_at_centre'].map((name) => `directory_${name}`)
    const before = await Promise.all(tables.map((table) => rowsOf(table, source)))
    const report = await importAs(ctx, service, source)
    expect(report.counts).toEqual({ imported: 0, updated: 0, unchanged: 4, refused: 0, archived: 0 })
    expect(await Promise.all(tables.map((table) => rowsOf(table, source)))).toEqual(before)
  })

  test('is brought up to date; the slug and the others stay', async () => {
    const location = (service['service_at_locations'] as { location: object }[])[0]!.location
    const renamed = { ...location, name: 'Neuer Name', organization: service['organization'] }
    const report = await importAs(ctx, { contents: [renamed] }, source)
    expect(report.counts).toMatchObject({ imported: 0, updated: 1, refused: 0 })
    expect((await rowsOf('directory_centre', source))[0]).toMatchObject({
      name: 'Neuer Name',
      slug: 'beispielhaus'
    })
  })

  test('is another entry when it comes from another source, under another slug', async () => {
    const other = randomUUID()
    expect((await importAs(ctx, service, other)).counts.imported).toBe(4)
    expect((await rowsOf('directory_centre', other))[0]).toMatchObject({ slug: 'beispielhaus-2' })
  })

  test('is seen by no other organisation', async () => {
    expect(await countDirectory(strangers)).toEqual({ providers: 0, centres: 0, services: 0, offers: 0 })
    expect((await importAs(strangers, service, source)).counts.imported).toBe(4)
    expect((await rowsOf('directory_centre', source)).map((row) => row['slug'])).toEqual([
      'beispielhaus',
      'beispielhaus'
    ])
  })
})

describe('refusals', () => {
  const good = anOrganization()
  test.each<[string, unknown, string]>([
    ['no name', anOrganization({ name: null }), 'organization refused name directory_import_missing'],
    ['no id', { ...aNestedService(), id: null }, 'service refused id directory_import_missing'],
    [
      'a script',
      anOrganization({ website: 'javascript:1' }),
      'organization refused website directory_import_not_url'
    ],
    ['NUL', anOrganization({ name: 'a\0' }), 'organization refused name directory_import_broken_text'],
    [
      'half a letter',
      anOrganization({ name: '\ud800' }),
      'organization refused name directory_import_broken_text'
    ],
    [
      'a long name',
      anOrganization({ name: 'x'.repeat(1e6) }),
      'organization refused name directory_import_too_long'
    ],
    ['a list as name', anOrganization({ name: [] }), 'organization refused name directory_import_not_text'],
    [
      'phones in words',
      anOrganization({ phones: 'x' }),
      'organization refused phones directory_import_not_list'
    ],
    [
      'a phone in words',
      anOrganization({ phones: ['x'] }),
      'organization refused phones[0] directory_import_not_object'
    ],
    [
      '501 phones',
      anOrganization({ phones: Array(501).fill({ number: '123' }) }),
      'organization refused phones directory_import_too_many'
    ],
    [
      'half a position',
      aLocation({ latitude: 51 }),
      'location refused latitude directory_import_half_position'
    ],
    [
      'ages reversed',
      aNestedService({ minimum_age: 27, maximum_age: 12 }),
      'service refused maximum_age directory_import_ages_reversed'
    ],
    [
      'a strange status',
      aNestedService({ status: 'maybe' }),
      'service refused status directory_import_unknown_code'
    ],
    [
      'an unknown code',
      aNestedService({ attributes: [anAttribute('anlaufstelle:topic', 'x')] }),
      'service refused attributes[0].taxonomy_term.code directory_import_unknown_code'
    ],
    [
      'two programmes',
      aNestedService({
        attributes: ['mbe', 'jmd'].map((code) => anAttribute('anlaufstelle:programme', code))
      }),
      'service refused attributes directory_import_several_programmes'
    ],
    [
      'no provider',
      { ...aNestedService(), organization: null },
      'service refused organization_id directory_import_missing'
    ],
    [
      'an unknown provider',
      { ...aNestedService(), organization: null, organization_id: 'x' },
      'service refused organization_id directory_import_provider_missing'
    ],
    [
      'a taxonomy',
      { id: randomUUID(), name: 'a', taxonomy: 'b' },
      'taxonomy refused  directory_import_taxonomy'
    ],
    ['a number', 3, 'unknown refused  directory_import_unknown_shape'],
    ['another thing', { animal: 'dog' }, 'unknown refused  directory_import_unknown_shape']
  ])('%s, and the record beside it is taken', async (_name, bad, reason) => {
    const report = await importAs(ctx, [bad, good])
    expect(reasonsOf(report)).toContain(reason)
    expect(report.lines.find((line) => line.externalId === good['id'])?.outcome).toBe('imported')
  })

  test('a key that reaches for the prototype', async () => {
    const text = `[{"id":"1","name":"a","__proto__":{"polluted":true}},${JSON.stringify(good)}]`
    const report = await importHsds(ctx, {
      source: randomUUID(),
      files: [{ name: 'x', text }],
      dryRun: false
    })
    expect(reasonsOf(report)).toEqual(['organization refused  directory_import_forbidden_key'])
    expect(report.counts).toMatchObject({ imported: 1, refused: 1 })
    expect('polluted' in {}).toBe(false)
  })

  test('what a refused record is needed for is refused by name', async () => {
    const service = aNestedService({
      service_at_locations: [{ id: 'o', location: aLocation({ id: 'l', latitude: 99 }) }]
    })
    const report = await importAs(ctx, service)
    expect(reasonsOf(report)).toEqual([
      'location refused latitude directory_import_half_position',
      'service_at_location refused location_id directory_import_centre_missing'
    ])
    expect(report.counts).toMatchObject({ imported: 2, refused: 2 })
  })

  test('a broken file spoils no other', async () => {
    const files = [
      { name: 'cut.json', text: '[{"id"' },
      jsonFile([], 'none.json'),
      jsonFile(good, 'good.json')
    ]
    const report = await importHsds(ctx, { source: randomUUID(), files, dryRun: false })
    expect(report.lines.map(({ file, outcome, findings }) => [file, outcome, findings[0]?.reason])).toEqual([
      ['cut.json', 'refused', 'directory_import_truncated'],
      ['none.json', 'refused', 'directory_import_no_record'],
      ['good.json', 'imported', undefined]
    ])
  })
})

describe('the same id twice', () => {
  test('128 times in one file is one record, and said so', async () => {
    const record = anOrganization()
    const report = await importAs(ctx, { contents: Array.from({ length: 128 }, () => record) })
    expect(report.lines).toHaveLength(1)
    expect(report.lines[0]!.findings).toEqual([
      { field: 'id', reason: 'directory_import_repeated', params: { count: 128 } }
    ])
  })

  test('where they contradict each other, the first that stands alone counts', async () => {
    const [source, id] = [randomUUID(), randomUUID()]
    const report = await importAs(
      ctx,
      [
        aNestedService({ organization: anOrganization({ id, name: 'Kurz', email: 'a@b.example' }) }),
        anOrganization({ id, name: 'Der volle Name' })
      ],
      source
    )
    expect(reasonsOf(report)).toContain('organization imported name directory_import_repeated_differs')
    expect((await rowsOf('directory_provider', source))[0]).toMatchObject({
      name: 'Der volle Name',
      email: 'a@b.example'
    })
  })
})

describe('hours', () => {
  test('in words are kept as a note and flagged', async () => {
    const source = randomUUID()
    const report = await importAs(
      ctx,
      aNestedService({ schedules: [{ description: 'Meist vormittags' }] }),
      source
    )
    expect(reasonsOf(report)).toContain(
      'service_at_location imported service.schedules[0] directory_import_hours_not_understood'
    )
    expect((await rowsOf('directory_service_at_centre', source))[0]).toMatchObject({
      hours_walk_in: null,
      hours_note: 'Meist vormittags'
    })
  })

  test('in a year nobody can compute say: please call', async () => {
    const source = randomUUID()
    const later = base.ctx('app_work', ctx.organisationId, {
      now: () => Temporal.Instant.from('2060-07-01T10:00:00+02:00')
    })
    const report = await importAs(
      later,
      aNestedService({ schedules: [{ description: 'Mo 09:00-12:00; SH off' }] }),
      source
    )
    expect(reasonsOf(report)).toContain(
      'service_at_location imported schedules directory_import_hours_please_call'
    )
    expect((await rowsOf('directory_service_at_centre', source))[0]).toMatchObject({
      hours_please_call: true
    })
  })
})

test('a dry run says the same and writes nothing', async () => {
  const [source, service] = [randomUUID(), aNestedService()]
  const before = await countDirectory(ctx)
  const dry = await importAs(ctx, [service, { animal: 'dog' }], source, true)
  expect(await countDirectory(ctx)).toEqual(before)
  const real = await importAs(ctx, [service, { animal: 'dog' }], source)
  expect({ ...dry, dryRun: false }).toEqual(real)
})

test('a fault takes back the whole batch, and the next run makes it good', async () => {
  const [source, service] = [randomUUID(), aNestedService()]
  const rule = 'directory_centre_no_more'
  await queryAsOwner(
    base.owner,
    `ALTER TABLE directory_centre ADD CONSTRAINT ${rule} CHECK (name <> 'Kaputt') NOT VALID`
  )
  const broken = { ...aLocation({ name: 'Kaputt' }), organization: service['organization'] }
  const pair = [service, broken, aLocation({ organization: service['organization'] })]
  await expect(importAs(ctx, pair, source)).rejects.toThrow(rule)
  expect(await rowsOf('directory_centre', source)).toEqual([])
  await queryAsOwner(base.owner, `ALTER TABLE directory_centre DROP CONSTRAINT ${rule}`)
  expect((await importAs(ctx, pair, source)).counts).toMatchObject({ imported: 5, unchanged: 1, refused: 0 })
})

test('two imports at once give every centre its own slug', async () => {
  const reports = await Promise.all(
    Array.from({ length: 4 }, () =>
      importAs(
        ctx,
        aNestedService({ service_at_locations: [{ id: 'o', location: aLocation({ name: 'Zugleich' }) }] })
      )
    )
  )
  expect(reports.map((report) => report.counts.imported)).toEqual([4, 4, 4, 4])
})
