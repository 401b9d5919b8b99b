import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { MistakeKind } from '../model.ts'
import { aCentre, aProvider } from '../testing/factories.ts'
import { answerReports, countReports, forgetOldReports } from './mistakeReports.ts'
import { reportMistake } from './public.ts'

const base = useTestDatabase()
let organisation: OrganisationId
let portal: Ctx
let work: Ctx

beforeAll(async () => {
  organisation = await base.addOrganisation()
  portal = base.ctx('app_portal', organisation)
  work = base.ctx('app_work', organisation)
  const provider = await aProvider(work)
  await aCentre(work, { name: 'Neustadt', provider_id: provider })
  await aCentre(work, { name: 'Südstadt', provider_id: provider })
  await aCentre(work, { name: 'Fort', provider_id: provider })
  await queryAsOwner(base.owner, `UPDATE directory_centre SET archived_at = now() WHERE slug = 'fort'`)
})
beforeEach(() => queryAsOwner(base.owner, 'DELETE FROM directory_mistake_report'))

const report = (ctx: Ctx, slug = 'neustadt', key: string = randomUUID(), kinds: MistakeKind[] = ['hours']) =>
  reportMistake(ctx, { key, slug, kinds, locale: 'de' })
const stored = async () => {
  const { rows } = await queryAsOwner<Record<string, unknown>>(
    base.owner,
    'SELECT kinds, locale, reported_on::text AS day, organisation_id FROM directory_mistake_report'
  )
  return rows
}
const fill = (slug: string, count: number, ago = 0) =>
  queryAsOwner(
    base.owner,
    `INSERT INTO directory_mistake_report SELECT gen_random_uuid(), organisation_id, id, '{phone}', 'de',
       (now() AT TIME ZONE 'Europe/Berlin')::date - $3::int
     FROM directory_centre, generate_series(1, $2) WHERE slug = $1`,
    [slug, count, ago]
  )

describe('a report', () => {
  test('keeps what is wrong, the language and the day, and nothing else', async () => {
    expect(await report(portal, 'neustadt', randomUUID(), ['hours', 'closed'])).toMatchObject({ done: true })
    const { rows } = await queryAsOwner<{ today: string }>(
      base.owner,
      `SELECT (now() AT TIME ZONE 'Europe/Berlin')::date::text AS today`
    )
    expect(await stored()).toEqual([
      { kinds: ['hours', 'closed'], locale: 'de', day: rows[0]!.today, organisation_id: organisation }
    ])
  })

  test('that is sent twenty times at once is one', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => report(portal, 'neustadt', key)))
    expect(answers.every(({ done }) => done)).toBe(true)
    expect(await stored()).toHaveLength(1)
  })

  test.each(['fort', 'gibt-es-nicht', '', "'; --"])(
    'about no public centre (%j) is refused',
    async (slug) => {
      expect(await report(portal, slug)).toEqual({ done: false, reason: 'unknown' })
      expect(await stored()).toEqual([])
    }
  )

  test('about another organisation, or without one, is refused', async () => {
    for (const other of [await base.addOrganisation(), undefined]) {
      expect(await report(base.ctx('app_portal', other))).toEqual({ done: false, reason: 'unknown' })
    }
    expect(await stored()).toEqual([])
  })

  test('with an unknown kind, or none, is a fault and leaves nothing', async () => {
    for (const kinds of [['evil' as MistakeKind], []]) {
      await expect(report(portal, 'neustadt', randomUUID(), kinds)).rejects.toThrow('check constraint')
    }
    expect(await stored()).toEqual([])
  })
})

describe('the limit of a day', () => {
  test('is 50 a centre, also for reports that arrive together; the next day begins anew', async () => {
    await fill('neustadt', 50, 1)
    await fill('neustadt', 45)
    const answers = await Promise.all(Array.from({ length: 12 }, () => report(portal)))
    expect(answers.filter(({ done }) => done)).toHaveLength(5)
    expect(answers.find(({ done }) => !done)).toEqual({ done: false, reason: 'full' })
    expect(await report(portal, 'suedstadt')).toMatchObject({ done: true })
  })

  test('is 1,000 for all centres together', async () => {
    await fill('neustadt', 960)
    await fill('suedstadt', 39)
    expect(await report(portal, 'suedstadt')).toMatchObject({ done: true })
    expect(await report(portal, 'suedstadt')).toEqual({ done: false, reason: 'full' })
  })

  test('does not refuse what is stored already', async () => {
    const key = randomUUID()
    await report(portal, 'neustadt', key)
    await fill('neustadt', 50)
    expect(await report(portal, 'neustadt', key)).toMatchObject({ done: true })
  })
})

describe('who sees reports', () => {
  test('staff count them by centre and kind; another organisation sees and forgets none', async () => {
    await report(portal, 'neustadt', randomUUID(), ['hours', 'phone'])
    await report(portal, 'neustadt', randomUUID(), ['hours'])
    await report(portal, 'suedstadt', randomUUID(), ['other'])
    const said = (await countReports(work)).map(({ slug, kind, reports }) => `${slug} ${kind} ${reports}`)
    expect(said).toEqual(['neustadt hours 2', 'neustadt phone 1', 'suedstadt other 1'])
    const stranger = base.ctx('app_work', await base.addOrganisation())
    expect(await countReports(stranger)).toEqual([])
    expect(await answerReports(stranger, 'neustadt')).toBe(0)
    expect(await stored()).toHaveLength(3)
  })

  test.each(['SELECT 1 FROM', 'DELETE FROM', 'UPDATE'])('the portal may not %s the table', async (verb) => {
    const rest = verb === 'UPDATE' ? ` SET locale = 'de'` : ''
    await expect(
      portal.write((tx) => sql`${sql.raw(`${verb} directory_mistake_report${rest}`)}`.execute(tx))
    ).rejects.toThrow('permission denied')
  })

  test('nor write it past the function, whose limits hold for everyone', async () => {
    await expect(
      portal.write((tx) =>
        sql`INSERT INTO directory_mistake_report (id, organisation_id, centre_id, kinds, locale, reported_on)
          SELECT gen_random_uuid(), ${organisation}, centre_id, '{hours}', 'de', now() FROM directory_v_centre`.execute(
          tx
        )
      )
    ).rejects.toThrow('permission denied')
  })
})

describe('reports are forgotten', () => {
  test('when they are answered', async () => {
    await fill('neustadt', 3)
    await fill('suedstadt', 2)
    expect(await answerReports(work, 'neustadt')).toBe(3)
    expect((await countReports(work)).map(({ slug }) => slug)).toEqual(['suedstadt'])
  })

  test('after a year', async () => {
    await fill('neustadt', 2, 400)
    await fill('neustadt', 1, 300)
    const { rows } = await queryAsOwner<{ now: Date }>(base.owner, 'SELECT now() AS now')
    const clock = fixedClock(rows[0]!.now.toISOString())
    expect(await forgetOldReports(base.ctx('app_work', organisation, clock))).toBe(2)
    expect(await stored()).toHaveLength(1)
  })
})
