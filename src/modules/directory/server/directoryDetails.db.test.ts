import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { CentrePage, OfferId } from '../model.ts'
import { aCentre, anOffer, aProvider, aService } from '../testing/factories.ts'
import { replaceClosures, type ClosureContent } from './closureRepository.ts'
import { findCentreBySlug, listOffersFor } from './public.ts'
import { refreshOpenIntervals } from './refreshOpenIntervals.ts'

const TUESDAY = '2026-11-10T09:10:00+01:00'
const base = useTestDatabase()
let organisation: OrganisationId
let work: Ctx
const portalAt = (time: string, who = organisation) => base.ctx('app_portal', who, fixedClock(time))
const shut = (startsOn: string, endsOn: string | null, more: Partial<ClosureContent> = {}) => ({
  startsOn,
  endsOn,
  reason: 'illness' as const,
  note: null,
  ...more
})
const daysOpen = async (offer: OfferId) => {
  const { rows } = await queryAsOwner<{ day: string }>(
    base.owner,
    `SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD') AS day FROM directory_open_interval
     WHERE service_at_centre_id = $1 AND starts_at < '2026-12-09' ORDER BY starts_at`,
    [offer]
  )
  return rows.map(({ day }) => day)
}
const openingOf = async (slug: string, time: string): Promise<unknown> =>
  JSON.parse(
    JSON.stringify((await findCentreBySlug(portalAt(time), slug))!.offers.map(({ opening }) => opening))
  )

beforeAll(async () => {
  organisation = await base.addOrganisation()
  work = base.ctx('app_work', organisation, fixedClock(TUESDAY))
})

describe('closures', () => {
  test("take a centre's days away from each of its offers, and an offer's own only from it", async () => {
    const centre = await aCentre(
      work,
      { name: 'Zwei Angebote' },
      { closures: [shut('2026-11-16', '2026-11-19')] }
    )
    const first = await anOffer(work, { centre_id: centre, hours_walk_in: 'Tu 09:00-12:00' })
    const second = await anOffer(
      work,
      { centre_id: centre, hours_appointment: 'Tu 13:00-15:00', hours_office: 'Th 09:00-10:00' },
      { closures: [shut('2026-11-23', null, { reason: 'training' })] }
    )
    expect(await daysOpen(first)).toEqual(['2026-11-10', '2026-11-24', '2026-12-01', '2026-12-08'])
    expect(await daysOpen(second)).toEqual(['2026-11-10', '2026-11-12'])
  })

  test('are the state of their days, with the reason and the last day', async () => {
    const centre = await aCentre(
      work,
      { name: 'Krank' },
      { closures: [shut('2026-11-16', '2026-11-19', { note: 'Bitte nach Kamenz gehen' })] }
    )
    await anOffer(work, { centre_id: centre, hours_walk_in: 'Mo-Fr 09:00-12:00' })
    expect(await openingOf('krank', TUESDAY)).toEqual([{ kind: 'open', until: '2026-11-10T11:00:00Z' }])
    expect(await openingOf('krank', '2026-11-13T15:00:00+01:00')).toEqual([
      { kind: 'opens', at: '2026-11-20T08:00:00Z' }
    ])
    for (const moment of ['2026-11-16T00:00:00+01:00', '2026-11-19T23:59:00+01:00']) {
      expect(await openingOf('krank', moment)).toEqual([
        { kind: 'closed', reason: 'illness', until: '2026-11-19' }
      ])
    }
    const page = (await findCentreBySlug(portalAt(TUESDAY), 'krank'))!
    const [offer] = page.offers
    expect(page.closures).toMatchObject([{ reason: 'illness' }])
    expect(offer!.days[6]!.exception).toMatchObject({ kind: 'closure', closure: { reason: 'illness' } })
    expect(offer!.closures).toMatchObject([{ note: 'Bitte nach Kamenz gehen' }])
    expect(
      (await findCentreBySlug(portalAt('2026-11-20T08:00:00+01:00'), 'krank'))!.offers[0]!.closures
    ).toEqual([])
    const listed = await listOffersFor(portalAt('2026-11-17T09:00:00+01:00'), { limit: 50 })
    expect(listed.find(({ centreName }) => centreName === 'Krank')!.opening.kind).toBe('closed')
  })

  test('go before "by appointment", and say so when nobody knows the end', async () => {
    const centre = await aCentre(
      work,
      { name: 'Umzug' },
      { closures: [shut('2026-11-09', null, { reason: 'moving' })] }
    )
    await anOffer(work, { centre_id: centre, by_appointment_only: true })
    expect(await openingOf('umzug', TUESDAY)).toEqual([{ kind: 'closed', reason: 'moving' }])
  })

  test('that stay the same keep their ids; what is gone gives the hours back', async () => {
    const centre = await aCentre(
      work,
      { name: 'Wechsel' },
      { closures: [shut('2026-11-16', '2026-11-19'), shut('2026-11-23', '2026-11-27')] }
    )
    const offer = await anOffer(work, { centre_id: centre, hours_walk_in: 'Tu 09:00-12:00' })
    const ids = async () => {
      const { rows } = await queryAsOwner<{ id: string; day: string }>(
        base.owner,
        'SELECT id, starts_on::text AS day FROM directory_closure WHERE centre_id = $1 ORDER BY starts_on',
        [centre]
      )
      return rows
    }
    const [kept] = await ids()
    const next = [shut('2026-11-16', '2026-11-19'), shut('2026-11-30', '2026-12-04')]
    await work.write((tx) => replaceClosures(tx, { centreId: centre }, next, work.clock.now()))
    await refreshOpenIntervals(work)
    const after = await ids()
    expect(after.map(({ day }) => day)).toEqual(['2026-11-16', '2026-11-30'])
    expect(after[0]).toEqual(kept)
    expect(await daysOpen(offer)).toEqual(['2026-11-10', '2026-11-24', '2026-12-08'])
  })

  test('the same closure given twice is one', async () => {
    const twice = [shut('2026-11-16', '2026-11-19'), shut('2026-11-16', '2026-11-19')]
    const centre = await aCentre(work, { name: 'Doppelt' }, { closures: twice })
    await anOffer(work, { centre_id: centre })
    expect((await findCentreBySlug(portalAt(TUESDAY), 'doppelt'))!.offers[0]!.closures).toHaveLength(1)
  })
})

test('a holiday of the coming fortnight is announced where it takes hours away', async () => {
  const centre = await aCentre(work, { name: 'Feiertag' })
  await anOffer(work, { centre_id: centre, hours_walk_in: 'We 09:00-12:00' })
  await anOffer(work, { centre_id: centre, hours_walk_in: 'Th 09:00-12:00' })
  const page = (await findCentreBySlug(portalAt(TUESDAY), 'feiertag'))!
  const repentance = { kind: 'holiday', holiday: 'repentance' }
  expect(page.offers.map(({ days }) => days[8]!.exception)).toEqual(
    expect.arrayContaining([repentance, null])
  )
  expect(JSON.parse(JSON.stringify(page.announcements))).toEqual([{ ...repentance, day: '2026-11-18' }])
})

test('closures and holidays of a whole house are told once, those of a service at the service', async () => {
  const centre = await aCentre(work, { name: 'Haus' }, { closures: [shut('2026-11-12', '2026-11-13')] })
  const everyDay = { centre_id: centre, hours_walk_in: 'Mo-Fr 09:00-12:00' }
  await anOffer(work, everyDay, { closures: [shut('2026-11-19', '2026-11-19', { reason: 'training' })] })
  await anOffer(work, { ...everyDay, hours_walk_in: 'Mo-Fr 09:00-12:00; Nov 23 off' })
  const page = JSON.parse(JSON.stringify(await findCentreBySlug(portalAt(TUESDAY), 'haus'))) as CentrePage
  expect(page.closures).toMatchObject([{ startsOn: '2026-11-12', reason: 'illness' }])
  expect(page.announcements).toEqual([{ kind: 'holiday', day: '2026-11-18', holiday: 'repentance' }])
  const own = page.offers.map(({ ownClosures, announcements }) => ({
    closures: ownClosures.map(({ reason }) => reason),
    announcements
  }))
  expect(own).toHaveLength(2)
  expect(own).toEqual(
    expect.arrayContaining([
      { closures: ['training'], announcements: [] },
      { closures: [], announcements: [{ kind: 'closed', from: '2026-11-23', to: '2026-11-23' }] }
    ])
  )
})

test('a service names the areas it is responsible for, the first day with hours, and its provider', async () => {
  await loadReferencePlaces(base.ctx('owner'))
  const service = await aService(work, {
    provider_id: await aProvider(work, { name: 'Andere' }),
    catchment: ['14612', '14628', '14', '14627010', '99999']
  })
  const centre = await aCentre(work, { name: 'Gebiet' })
  await anOffer(work, { centre_id: centre, service_id: service, hours_walk_in: 'Dec 01-31 Mo 09:00-12:00' })
  const [offer] = (await findCentreBySlug(portalAt(TUESDAY), 'gebiet'))!.offers
  expect(offer!.areas.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'state Sachsen',
    'city Dresden',
    'county Sächsische Schweiz-Osterzgebirge',
    'municipality Coswig'
  ])
  expect(offer!.nextDay!.toString()).toBe('2026-12-07')
  expect(offer!.providerName).toBe('Andere')
})

test('hours that cannot be evaluated say neither open nor closed', async () => {
  const later = base.ctx('app_work', organisation, fixedClock('2060-07-01T08:00:00+02:00'))
  const centre = await aCentre(later, { name: 'Ferien' })
  await anOffer(later, { centre_id: centre, hours_walk_in: 'Mo-Fr 09:00-12:00; SH off' })
  expect(await openingOf('ferien', '2060-07-01T10:00:00+02:00')).toEqual([{ kind: 'unknown' }])
})

test('details reach the page: days of languages, capacity, papers, channels, checks, notices with an end', async () => {
  const centre = await aCentre(work, {
    name: 'Alles',
    email: 'alles@beispiel.example',
    channels: JSON.stringify([{ kind: 'signal', value: '0171 39200 01', note: 'Sprache zuerst nennen' }]),
    accessibility: ['step-free', 'quiet-room'],
    accessibility_notes: JSON.stringify({ 'step-free': 'Rampe am Hof' }),
    alert: 'Aufzug defekt',
    alert_until: '2026-11-10',
    checked_on: '2026-11-02',
    checked_by: 'centre'
  })
  const service = await aService(work, { languages: ['de', 'en'], papers_needed: ['id', 'letter'] })
  await anOffer(
    work,
    { centre_id: centre, service_id: service, capacity: 'waiting_list', capacity_on: '2026-11-01' },
    {
      languageDays: [
        { language: 'ar', weekdays: [4, 2] },
        { language: 'en', weekdays: [1] }
      ]
    }
  )
  const page = (await findCentreBySlug(portalAt(TUESDAY), 'alles'))!
  expect(JSON.parse(JSON.stringify(page))).toMatchObject({
    alert: 'Aufzug defekt',
    checkedOn: '2026-11-02',
    checkedBy: 'centre',
    accessibilityNotes: { 'step-free': 'Rampe am Hof' },
    channels: [
      { kind: 'email', value: 'alles@beispiel.example', note: null },
      { kind: 'signal', value: '0171 39200 01', note: 'Sprache zuerst nennen' }
    ],
    offers: [
      {
        languages: ['de', 'en', 'ar'],
        languageDays: [
          { language: 'de', weekdays: [] },
          { language: 'en', weekdays: [1] },
          { language: 'ar', weekdays: [2, 4] }
        ],
        capacity: 'waiting_list',
        capacityOn: '2026-11-01',
        papersNeeded: ['id', 'letter']
      }
    ]
  })
  expect((await findCentreBySlug(portalAt('2026-11-11T09:00:00+01:00'), 'alles'))!.alert).toBeNull()
})

describe('an address that is not public', () => {
  /** The centre of Leipzig, where both stand. */
  const leipzig = { latitude: 51.3406, longitude: 12.3747 }
  const secret = {
    street: 'Geheime Gasse 1',
    postcode: '04177',
    town: 'Leipzig',
    municipality_key: '14713000',
    county_key: '14713',
    access_note: 'Hinter der Kirche',
    ...leipzig,
    position_approximate: true
  }
  /** Three places around the city, as one who triangulates would choose them. */
  const places = [
    { latitude: 51.2, longitude: 12.2 },
    { latitude: 51.5, longitude: 12.4 },
    { latitude: 51.3, longitude: 12.7 }
  ]

  beforeAll(async () => {
    for (const visibility of ['hidden', 'town', 'full'] as const) {
      const centre = await aCentre(work, {
        ...secret,
        name: `Haus ${visibility}`,
        address_visibility: visibility
      })
      await anOffer(work, { centre_id: centre })
    }
  })

  test('is located by three queries no better than its municipality', async () => {
    for (const place of places) {
      const offers = await listOffersFor(portalAt(TUESDAY), { ...place, limit: 200 })
      const distanceOf = (name: string) => offers.find(({ centreName }) => centreName === name)!.distanceKm
      // The house that is fully visible stands at the municipality's centre here, so it shows what that is away.
      expect(distanceOf('Haus hidden')).toBe(distanceOf('Haus full'))
      expect(distanceOf('Haus town')).toBe(distanceOf('Haus full'))
    }
  })

  test.each([
    ['hidden', { street: null, postcode: null, town: null, accessNote: null }],
    ['town', { street: null, postcode: null, town: 'Leipzig', accessNote: null }]
  ])('%s: nothing of it, nor the way there, is on the page or in the list', async (visibility, seen) => {
    const page = await findCentreBySlug(portalAt(TUESDAY), `haus-${visibility}`)
    expect(page).toMatchObject({ ...seen, ...leipzig, positionApproximate: true })
    const listed = (await listOffersFor(portalAt(TUESDAY), { ...places[0]!, limit: 200 })).find(
      ({ centreName }) => centreName === `Haus ${visibility}`
    )
    expect(JSON.stringify([page, listed])).not.toMatch(/Geheime|04177|Kirche/)
  })

  test('is not taken with its true position', async () => {
    await expect(
      aCentre(work, { ...secret, name: 'Verrat', address_visibility: 'hidden', position_approximate: false })
    ).rejects.toThrow('directory_centre_position_check')
  })
})

describe('who sees closures and services', () => {
  test('another organisation sees none, and the portal no table', async () => {
    const stranger = portalAt(TUESDAY, await base.addOrganisation())
    for (const view of ['provider', 'centre', 'service', 'offer', 'closure', 'open_interval']) {
      const rows = await stranger.read((tx) =>
        sql`SELECT FROM ${sql.table(`directory_v_${view}`)}`.execute(tx)
      )
      expect(rows.rows).toEqual([])
    }
    for (const table of ['closure', 'language_day']) {
      await expect(
        portalAt(TUESDAY).read((tx) => sql`SELECT FROM ${sql.table(`directory_${table}`)}`.execute(tx))
      ).rejects.toThrow('permission denied')
    }
  })

  test("a closure of what is not public is not public, nor is an archived centre's", async () => {
    const service = await aService(work, { name: 'Vorbei' })
    const centre = await aCentre(work, { name: 'Archiv' }, { closures: [shut('2026-11-16', null)] })
    await anOffer(work, { centre_id: centre, service_id: service }, { closures: [shut('2026-11-20', null)] })
    const seen = async () => {
      const { rows } = await portalAt(TUESDAY).read((tx) =>
        sql`SELECT starts_on FROM directory_v_closure WHERE centre_id = ${centre} ORDER BY starts_on`.execute(
          tx
        )
      )
      return rows
    }
    expect(await seen()).toHaveLength(2)
    await queryAsOwner(base.owner, `UPDATE directory_service SET status = 'inactive' WHERE id = $1`, [
      service
    ])
    expect(await seen()).toEqual([{ starts_on: '2026-11-16' }])
    await queryAsOwner(base.owner, 'UPDATE directory_centre SET archived_at = now() WHERE id = $1', [centre])
    expect(await seen()).toEqual([])
  })
})
