import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { DirectoryImportReport } from '../importReport.ts'
import { aLocation, aNestedService, jsonFile } from '../testing/hsdsFiles.ts'
import { importHsds, type ImportHsdsInput } from './importHsds.ts'
import { refreshOpenIntervals } from './refreshOpenIntervals.ts'

const base = useTestDatabase()
let ctx: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
})

const reasonsOf = ({ lines }: DirectoryImportReport) =>
  lines.flatMap(({ line, kind, outcome, findings }) =>
    findings.map(({ field, reason }) => `${line} ${kind} ${outcome} ${field} ${reason}`)
  )

const rows = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(base.owner, statement, values)).rows

describe('what a full import no longer names', () => {
  const source = randomUUID()
  const [stays, goes] = [aNestedService(), aNestedService()]
  const run = (value: unknown, more: Partial<ImportHsdsInput> = {}) =>
    importHsds(ctx, { source, files: [jsonFile(value)], dryRun: false, ...more })
  const archived = () =>
    rows(
      `SELECT 1 FROM directory_service WHERE source = $1 AND archived_at IS NOT NULL
       UNION ALL SELECT 1 FROM directory_centre WHERE source = $1 AND archived_at IS NOT NULL
       UNION ALL SELECT 1 FROM directory_provider WHERE source = $1 AND archived_at IS NOT NULL
       UNION ALL SELECT 1 FROM directory_service_at_centre WHERE source = $1 AND archived_at IS NOT NULL`,
      [source]
    )

  test('stays where nobody asks', async () => {
    await run([stays, goes])
    expect((await run([stays])).counts).toMatchObject({ archived: 0, unchanged: 4 })
    expect(await archived()).toHaveLength(0)
  })

  test('is shown by a dry run, then archived on request', async () => {
    expect((await run([stays], { archiveMissing: true, dryRun: true })).counts.archived).toBe(4)
    expect(await archived()).toHaveLength(0)
    expect((await run([stays], { archiveMissing: true })).counts).toMatchObject({ archived: 4, unchanged: 4 })
    expect(await archived()).toHaveLength(4)
  })

  test('comes back as changed when it is named again', async () => {
    expect((await run([stays, goes])).counts).toMatchObject({ imported: 0, updated: 4, unchanged: 4 })
    expect(await archived()).toHaveLength(0)
  })

  test('is an offer alone: out of sight without its hours, and back as the same one', async () => {
    const own = randomUUID()
    const offer = {
      id: 'o',
      location: aLocation({ id: 'l' }),
      schedules: [{ description: 'Mo 09:00-12:00' }]
    }
    const whole = aNestedService({ service_at_locations: [offer] })
    const alone = { ...whole, service_at_locations: [], locations: [offer.location] }
    const again = (value: unknown, archiveMissing: boolean) => run(value, { source: own, archiveMissing })
    const held = () =>
      rows(
        `SELECT id, archived_at IS NOT NULL AS archived, (SELECT count(*)::integer FROM directory_open_interval
           WHERE service_at_centre_id = offer.id) AS intervals
         FROM directory_service_at_centre offer WHERE source = $1`,
        [own]
      )
    const seen = () =>
      base
        .ctx('app_portal', ctx.organisationId)
        .read((tx) => sql`SELECT 1 FROM directory_v_offer WHERE source = ${own}`.execute(tx))
    await again(whole, false)
    const [before] = await held()
    expect(before!['intervals']).toBeGreaterThan(0)
    expect((await again(alone, true)).counts.archived).toBe(1)
    await refreshOpenIntervals(ctx)
    expect(await held()).toEqual([{ ...before, archived: true, intervals: 0 }])
    expect((await seen()).rows).toHaveLength(0)
    expect((await again(whole, true)).counts).toMatchObject({ updated: 1, unchanged: 3, archived: 0 })
    expect(await held()).toEqual([before])
    expect((await seen()).rows).toHaveLength(1)
  })

  test.each([
    ['a broken record', '[{"id":"1","name":"a",}]'],
    ['a cut file', '[{"id":"1"'],
    ['a record without an id', '[{"name":"a","organization_id":"1"}]'],
    ['nothing', '[]']
  ])('is not archived for %s, and that is said', async (_name, text) => {
    const report = await importHsds(ctx, {
      source,
      files: [{ name: 'x.json', text }],
      dryRun: false,
      archiveMissing: true
    })
    expect(reasonsOf(report)).toContain('null file refused  directory_import_archive_withheld')
    expect(await archived()).toHaveLength(0)
  })

  test('a refused record is named and stays', async () => {
    const report = await run([stays, { ...goes, name: null }], { archiveMissing: true })
    expect(report.counts.archived).toBe(0)
  })
})
