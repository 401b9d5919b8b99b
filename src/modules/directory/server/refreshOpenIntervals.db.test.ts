import { beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { anOffer } from '../testing/factories.ts'
import { refreshOpenIntervals } from './refreshOpenIntervals.ts'

const base = useTestDatabase()
let organisation: OrganisationId
beforeAll(async () => {
  organisation = await base.addOrganisation()
})
const workAt = (time: string, who = organisation) => base.ctx('app_work', who, fixedClock(time))

const intervalsOf = async (offerId: string) => {
  const { rows } = await queryAsOwner<{ at: string; touched: string }>(
    base.owner,
    `SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') AS at, xmin::text AS touched
     FROM directory_open_interval WHERE service_at_centre_id = $1 ORDER BY starts_at`,
    [offerId]
  )
  return rows
}

test('moves the sixty days along, and touches what stays the same not at all', async () => {
  const offer = await anOffer(workAt('2026-10-01T08:00:00+02:00'), {
    hours_walk_in: 'Th 09:00-12:00; PH off'
  })
  const before = await intervalsOf(offer)
  expect(before[0]!.at).toBe('2026-10-01 09:00')
  expect(before.at(-1)!.at).toBe('2026-11-26 09:00')
  const later = workAt('2026-10-10T00:01:00+02:00')
  expect(await refreshOpenIntervals(later)).toMatchObject({ pleaseCall: 0 })
  const after = await intervalsOf(offer)
  expect(after[0]!.at).toBe('2026-10-15 09:00')
  expect(after.at(-1)!.at).toBe('2026-12-03 09:00')
  expect(after.slice(0, -1)).toEqual(before.slice(2))
  await refreshOpenIntervals(later)
  expect(await intervalsOf(offer)).toEqual(after)
})

test('says "please call" while hours cannot be computed, and takes it back', async () => {
  const offer = await anOffer(workAt('2060-07-01T08:00:00+02:00'), {
    hours_walk_in: 'Th 09:00-12:00; SH off'
  })
  const pleaseCall = async () => {
    const { rows } = await queryAsOwner<{ hours_please_call: boolean }>(
      base.owner,
      'SELECT hours_please_call FROM directory_service_at_centre WHERE id = $1',
      [offer]
    )
    return rows[0]!.hours_please_call
  }
  expect([await pleaseCall(), await intervalsOf(offer)]).toEqual([true, []])
  await refreshOpenIntervals(workAt('2026-11-01T08:00:00+01:00'))
  expect(await pleaseCall()).toBe(false)
  expect(await intervalsOf(offer)).not.toEqual([])
})

test("leaves another organisation's intervals alone", async () => {
  const strangers = await base.addOrganisation()
  const offer = await anOffer(workAt('2026-10-01T08:00:00+02:00'), { hours_walk_in: 'Fr 09:00-12:00' })
  const before = await intervalsOf(offer)
  expect(await refreshOpenIntervals(workAt('2026-11-01T08:00:00+01:00', strangers))).toEqual({
    offers: 0,
    pleaseCall: 0
  })
  expect(await intervalsOf(offer)).toEqual(before)
})
