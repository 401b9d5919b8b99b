import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { DirectoryImportReport } from '../importReport.ts'
import { aLocation, aNestedService, anAttribute, anOrganization, jsonFile } from '../testing/hsdsFiles.ts'
import { importHsds, type ImportHsdsInput } from './importHsds.ts'
import { exportCentresCsv } from './openData/exportCentresCsv.ts'

const base = useTestDatabase()
let ctx: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
})

const importFile = (text: string, name: string, more: Partial<ImportHsdsInput> = {}, who = ctx) =>
  importHsds(who, { source: 'table', files: [{ name, text }], dryRun: false, ...more })

const reasonsOf = ({ lines }: DirectoryImportReport) =>
  lines.flatMap(({ line, kind, outcome, findings }) =>
    findings.map(({ field, reason }) => `${line} ${kind} ${outcome} ${field} ${reason}`)
  )

const rows = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(base.owner, statement, values)).rows

const valued = (taxonomy: string, code: string, value: string, label?: string) => ({
  ...anAttribute(`anlaufstelle:${taxonomy}`, code),
  value,
  label
})

describe('details of HSDS records', () => {
  const source = randomUUID()
  const service = (closed: string) =>
    aNestedService({
      id: 'details',
      organization: anOrganization({ id: 'o' }),
      assured_date: '2026-09-01',
      required_documents: [{ id: 'd', document: 'Zeugnisse' }],
      languages: [{ code: 'de' }, { code: 'ar', note: 'TU, th' }],
      attributes: [
        anAttribute('anlaufstelle:papers', 'id'),
        valued('channel', 'signal', '0171 39200 01', 'Erst die Sprache schreiben')
      ],
      capacities: [{ available: 0, updated: '2026-09-02', unit: { name: 'Plätze' } }],
      service_at_locations: [
        {
          id: 'offer',
          schedules: [
            { attending_type: 'office', description: 'Mo 08:00-10:00; PH off' },
            { attending_type: 'closed', valid_from: '2026-09-20', valid_to: '2026-09-21', notes: 'Fest' }
          ],
          location: aLocation({
            id: 'place',
            attributes: [valued('closure', 'illness', closed, 'Ersatz im Nachbarort')]
          })
        }
      ]
    })
  const closures = () =>
    rows(
      `SELECT shut.reason, shut.starts_on::text, shut.ends_on::text, shut.note, service_at_centre_id IS NULL AS whole
       FROM directory_closure shut JOIN directory_centre c ON c.id = shut.centre_id
       WHERE c.source = $1 ORDER BY starts_on`,
      [source]
    )
  const run = (closed: string) =>
    importHsds(ctx, { source, files: [jsonFile(service(closed))], dryRun: false })

  test('reach their columns', async () => {
    expect((await run('2026-09-15/..')).counts).toMatchObject({ imported: 4, refused: 0 })
    expect(await closures()).toEqual([
      {
        reason: 'illness',
        starts_on: '2026-09-15',
        ends_on: null,
        note: 'Ersatz im Nachbarort',
        whole: true
      },
      { reason: 'other', starts_on: '2026-09-20', ends_on: '2026-09-21', note: 'Fest', whole: false }
    ])
    const [row] = await rows('SELECT * FROM directory_service WHERE source = $1', [source])
    expect(row).toMatchObject({
      papers_needed: ['id'],
      papers_note: 'Zeugnisse',
      checked_by: 'import',
      channels: [{ kind: 'signal', value: '0171 39200 01', note: 'Erst die Sprache schreiben' }]
    })
    const [offer] = await rows(
      `SELECT hours_office, capacity, capacity_on::text, hours_walk_in FROM directory_service_at_centre WHERE source = $1`,
      [source]
    )
    expect(offer).toEqual({
      hours_office: 'Mo 08:00-10:00; PH off',
      capacity: 'full',
      capacity_on: '2026-09-02',
      hours_walk_in: null
    })
    expect(
      await rows(
        `SELECT language, weekdays FROM directory_language_day day
         JOIN directory_service_at_centre o ON o.id = day.service_at_centre_id WHERE o.source = $1`,
        [source]
      )
    ).toEqual([{ language: 'ar', weekdays: [2, 4] }])
  })

  test('count as a change of what they belong to, and as none when they stay', async () => {
    expect((await run('2026-09-15/..')).counts).toMatchObject({ updated: 0, unchanged: 4 })
    const report = await run('2026-09-15/2026-10-15')
    expect(report.lines.filter(({ outcome }) => outcome === 'updated').map(({ kind }) => kind)).toEqual([
      'location'
    ])
    expect((await closures())[0]).toMatchObject({ ends_on: '2026-10-15' })
  })

  test.each([
    [
      'a closure without days',
      [valued('closure', 'illness', 'bald')],
      'attributes[0].value directory_import_closure_without_day'
    ],
    [
      'days in the wrong order',
      [valued('closure', 'works', '2026-09-02/2026-09-01')],
      'attributes[0].value directory_import_closure_without_day'
    ],
    [
      'a mail address that is none',
      [valued('channel', 'email', 'x')],
      'attributes[0].value directory_import_not_email'
    ],
    [
      'a channel without a value',
      [anAttribute('anlaufstelle:channel', 'signal')],
      'attributes[0].value directory_import_missing'
    ],
    [
      'papers that are none and some',
      ['none', 'id'].map((code) => anAttribute('anlaufstelle:papers', code)),
      'attributes directory_import_papers_contradict'
    ]
  ])('%s: refused', async (_name, attributes, reason) => {
    const report = await importHsds(ctx, {
      source: randomUUID(),
      files: [jsonFile([aLocation({ attributes })])],
      dryRun: false
    })
    expect(reasonsOf(report)).toContain(`1 location refused ${reason}`)
  })
})

describe('the CSV', () => {
  test('of a file of centres: provider, centre and what is offered there, in any spelling of a table', async () => {
    const table = [
      '\uFEFFid;name;Träger;PLZ;Ort;visibility;Telefon;Sprachen;Sprechzeiten;programme;closures;language_days;extra',
      'c1;"Haus ""Süd""";Verein Süd;09599;Freiberg;full;03731 000 11;de ar;"Tu 09:00-12:00; PH off";mbe;2026-09-20 |  | works;ar | 2 4;x',
      'c2;Haus Nord;Verein Süd;09599;Freiberg;hidden;;;meist vormittags;;;;',
      'c3;Haus West;Verein Süd;09599;Freiberg;nowhere;;;;;;;',
      'c4;"zu',
      'c5;Haus Ost;Verein Süd'
    ].join('\r\n')
    const report = await importFile(table, 'centres.csv')
    expect(report.counts).toMatchObject({ imported: 7, refused: 3 })
    expect(reasonsOf(report)).toEqual(
      expect.arrayContaining([
        '4 location refused visibility directory_import_unknown_code',
        '5 unknown refused  directory_import_csv_broken',
        '6 unknown refused  directory_import_csv_cells',
        '3 service_at_location imported hours_walk_in directory_import_hours_not_understood',
        '2 location imported  directory_import_csv_column_unknown'
      ])
    )
    const [offer] = await rows(
      `SELECT o.languages, o.hours_walk_in, s.programme, c.name, c.municipality_key FROM directory_service_at_centre o
       JOIN directory_service s ON s.id = o.service_id JOIN directory_centre c ON c.id = o.centre_id
       WHERE o.source = 'table' AND o.external_id = 'c1'`
    )
    expect(offer).toEqual({
      languages: ['de', 'ar'],
      hours_walk_in: 'Tu 09:00-12:00; PH off',
      programme: 'mbe',
      name: 'Haus "Süd"',
      municipality_key: '14522180'
    })
  })

  test('names the column of every cell that is refused', async () => {
    const table = [
      'record,id,name,email,minimum_age,topics,provider_id,street,phones,closures,anonymous_possible',
      'provider,p,Träger,x,,,,,,,',
      'provider,q,Träger,,,,,,voice | abc,,',
      'provider,r,Träger,,,,,Weg 1,,,',
      'service,s,Beratung,,alt,letter nonsense,r,,,,',
      'service,t,Beratung,,,,r,,,,vielleicht',
      'centre,u,Haus,,,,r,,,gestern,'
    ].join('\n')
    expect(reasonsOf(await importFile(table, 'x.csv', { source: randomUUID() }))).toEqual(
      expect.arrayContaining([
        '2 organization refused email directory_import_not_email',
        '3 organization refused phones directory_import_not_phone',
        '4 organization refused street directory_import_csv_not_on_record',
        '5 service refused minimum_age directory_import_not_number',
        '6 service refused anonymous_possible directory_import_not_flag',
        '7 location refused closures directory_import_csv_parts'
      ])
    )
  })

  test('that the export writes is unchanged when it is imported again, and the same in an empty directory', async () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../data/demo/directory.hsds.json'), 'utf8')
    const first = base.ctx('app_work', await base.addOrganisation())
    await importHsds(first, { source: 'demo', files: [{ name: 'demo.json', text }], dryRun: false })
    const exported = await exportCentresCsv(base.ctx('app_portal', first.organisationId))
    const second = base.ctx('app_work', await base.addOrganisation())
    const report = await importFile(exported, 'export.csv', { source: 'demo' }, second)
    expect(reasonsOf(report).filter((reason) => reason.includes('refused'))).toEqual([])
    expect(await exportCentresCsv(base.ctx('app_portal', second.organisationId))).toBe(exported)
    expect((await importFile(exported, 'export.csv', { source: 'demo' }, second)).counts).toMatchObject({
      imported: 0,
      updated: 0,
      refused: 0
    })
  })
})

const LONG = process.env['ANLAUFSTELLE_LONG'] === '1'

const odd = fc.oneof(
  {
    arbitrary: fc.constantFrom<unknown>(null, '', [], {}, [null], [{}], 'x', 0, -1, true, '\u0000', '\ud800'),
    weight: 3
  },
  {
    arbitrary: fc.constantFrom<unknown>(
      '01.02.2026',
      '2026-02-30',
      '9-12 Uhr',
      'MO,XX',
      'ab-c-d-e',
      'ftp://x',
      '24:30'
    ),
    weight: 2
  },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 }
)

/** Every path in a value, as the steps to it. */
const pathsOf = (value: unknown, at: (string | number)[] = []): (string | number)[][] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))]

const replaced = (value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (step === undefined) return by
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === Number(step) ? replaced(item, rest, by) : item))
  const held = value as Record<string, unknown>
  return { ...held, [step]: replaced(held[step], rest, by) }
}

test(
  'records changed at random are taken or refused by themselves, whole or not at all',
  { timeout: 300_000 },
  async () => {
    const whole = () =>
      aNestedService({
        schedules: [
          { freq: 'WEEKLY', byday: 'MO,TU', opens_at: '09:00', closes_at: '12:00', valid_from: '2026-01-01' }
        ],
        phones: [{ number: '03731 000 11', type: 'voice' }],
        languages: [{ code: 'de', note: 'Mo' }],
        minimum_age: 12,
        maximum_age: 27,
        url: 'https://beispiel.example',
        attributes: [
          anAttribute('anlaufstelle:topic', 'letter'),
          valued('notice', 'alert-until', '2026-12-01')
        ],
        service_at_locations: [
          {
            id: randomUUID(),
            location: aLocation({
              latitude: 50.9,
              longitude: 13.3,
              attributes: [valued('closure', 'works', '2026-10-01/..')]
            })
          }
        ]
      })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), odd), {
          minLength: 1,
          maxLength: 3
        }),
        async (changes) => {
          const [source, good] = [randomUUID(), anOrganization()]
          const bad = changes.reduce<unknown>((value, [place, by]) => {
            const paths = pathsOf(value)
            return replaced(value, paths[Math.floor(place * paths.length)]!, by)
          }, whole())
          const report = await importHsds(ctx, { source, files: [jsonFile([bad, good])], dryRun: false })
          for (const { outcome, findings } of report.lines) {
            expect(['imported', 'refused']).toContain(outcome)
            expect(outcome === 'refused').toBe(outcome === 'refused' && findings.length > 0)
          }
          expect(report.lines.find(({ externalId }) => externalId === good['id'])?.outcome).toBe('imported')
          const [held] = await rows(
            `SELECT (SELECT count(*) FROM directory_provider WHERE source = $1) + (SELECT count(*) FROM directory_centre WHERE source = $1)
             + (SELECT count(*) FROM directory_service WHERE source = $1)
             + (SELECT count(*) FROM directory_service_at_centre WHERE source = $1) AS held`,
            [source]
          )
          expect(Number(held!['held'])).toBe(report.counts.imported)
        }
      ),
      { numRuns: LONG ? 2_000 : 60 }
    )
  }
)
