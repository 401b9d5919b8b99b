import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aBarrierReport } from '../testing/factories.ts'
import { forgetOldBarriers, listBarriers } from './index.ts'
import { reportBarrier } from './public.ts'

const MOST_A_DAY = 200

const db = useTestDatabase()
let own: OrganisationId
let other: OrganisationId
beforeEach(async () => {
  await queryAsOwner(db.owner, 'TRUNCATE access_organisation, access_installation CASCADE')
  own = await db.addOrganisation('Erste')
  other = await db.addOrganisation('Zweite')
})

const portal = (organisation = own) => db.ctx('app_portal', organisation)
const barriers = (organisation = own) => listBarriers(db.ctx('app_work', organisation))
const rows = async () =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, 'SELECT * FROM publishing_barrier_report')).rows
const fill = (count: number, day: string, organisation = own) =>
  queryAsOwner(
    db.owner,
    `INSERT INTO publishing_barrier_report (id, organisation_id, page, kind, locale, reported_on)
     SELECT gen_random_uuid(), $1, '/', 'other', 'de', ${day} FROM generate_series(1, $2)`,
    [organisation, count]
  )
const TODAY = `(now() AT TIME ZONE 'Europe/Berlin')::date`

describe('a reported barrier', () => {
  test('is kept as codes and a day, and counted for staff', async () => {
    const { id } = await aBarrierReport(portal(), { page: 'results', kind: 'screenreader', locale: 'ar' })
    await aBarrierReport(portal(), { page: 'results', kind: 'screenreader', locale: 'ar' })
    await aBarrierReport(portal(), { page: 'centres', kind: 'words' })
    const [first] = (await rows()).filter((row) => row['id'] === id)
    expect(Object.keys(first!).sort()).toEqual([
      'id',
      'kind',
      'locale',
      'organisation_id',
      'page',
      'reported_on'
    ])
    const counts = await barriers()
    expect(counts).toMatchObject([
      { page: '/find/results', kind: 'screenreader', locale: 'ar', count: 2 },
      { page: '/centres', kind: 'words', locale: 'de', count: 1 }
    ])
    expect(counts[0]?.lastOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  test('sent twice, also at once, is kept once', async () => {
    const report = await aBarrierReport(portal())
    const again = await Promise.all(Array.from({ length: 8 }, () => reportBarrier(portal(), report)))
    expect(again.every(({ done }) => done)).toBe(true)
    expect(await rows()).toHaveLength(1)
  })

  test('belongs to its organisation alone, also where another one has the same id', async () => {
    const report = await aBarrierReport(portal())
    await reportBarrier(portal(other), { ...report, kind: 'form' })
    expect(await barriers()).toMatchObject([{ kind: 'contrast', count: 1 }])
    expect(await barriers(other)).toMatchObject([{ kind: 'form', count: 1 }])
    const nobody = await listBarriers(db.ctx('app_work'))
    expect(nobody).toEqual([])
  })

  test('without an organisation is a fault and leaves nothing', async () => {
    await expect(aBarrierReport(db.ctx('app_portal'))).rejects.toMatchObject({ code: '23502' })
    expect(await rows()).toEqual([])
  })
})

describe('a flood of reports', () => {
  test('ends at 200 a day; what was sent before is still known, and others are not in its way', async () => {
    const report = await aBarrierReport(portal())
    await fill(MOST_A_DAY - 2, TODAY)
    const last = await reportBarrier(portal(), { ...report, id: randomUUID() })
    expect(last.done).toBe(true)
    expect(await reportBarrier(portal(), { ...report, id: randomUUID() })).toEqual({
      done: false,
      reason: 'enough-today'
    })
    expect((await reportBarrier(portal(), report)).done).toBe(true)
    expect((await reportBarrier(portal(other), { ...report, id: randomUUID() })).done).toBe(true)
    expect(await rows()).toHaveLength(MOST_A_DAY + 1)
  })

  test('of many at the same moment does not pass the mark', async () => {
    await fill(MOST_A_DAY - 3, TODAY)
    const report = { page: 'start', kind: 'zoom', locale: 'en' } as const
    const fates = await Promise.all(
      Array.from({ length: 10 }, () => reportBarrier(portal(), { ...report, id: randomUUID() }))
    )
    expect(fates.filter(({ done }) => done)).toHaveLength(3)
  })

  test('of yesterday keeps nobody from reporting today', async () => {
    await fill(MOST_A_DAY, `${TODAY} - 1`)
    await aBarrierReport(portal())
    expect(await rows()).toHaveLength(MOST_A_DAY + 1)
  })
})

test('reports are forgotten after a year, each organisation’s by itself', async () => {
  await fill(2, `${TODAY} - 400`)
  await fill(1, `${TODAY} - 300`)
  await fill(1, `${TODAY} - 400`, other)
  const [{ now }] = (await queryAsOwner<{ now: Date }>(db.owner, 'SELECT now() AS now')).rows as [
    { now: Date }
  ]
  expect(await forgetOldBarriers(db.ctx('app_work', own, fixedClock(now.toISOString())))).toBe(2)
  expect(await rows()).toHaveLength(2)
})

describe('the portal’s role', () => {
  test.each([
    ['read', () => sql`SELECT 1 FROM publishing_barrier_report`],
    [
      'write past the function',
      () =>
        sql`INSERT INTO publishing_barrier_report VALUES (gen_random_uuid(), ${own}, '/', 'other', 'de', now())`
    ],
    ['delete', () => sql`DELETE FROM publishing_barrier_report`]
  ])('cannot %s', async (_, statement) => {
    const attempt = portal().write((tx) => statement().execute(tx))
    await expect(attempt).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    ['a text for a page', 'Ein eigener Satz', 'other', 'de'],
    ['a page that does not exist', '/anderswo', 'other', 'de'],
    ['a kind that does not exist', '/', 'Satz', 'de'],
    ['a text for a language', '/', 'other', 'Ein Satz']
  ])('cannot leave %s', async (_, page, kind, locale) => {
    const attempt = portal().write((tx) =>
      sql`SELECT publishing_report_barrier(gen_random_uuid(), ${page}, ${kind}, ${locale})`.execute(tx)
    )
    await expect(attempt).rejects.toMatchObject({ code: '23514' })
    expect(await rows()).toEqual([])
  })
})
