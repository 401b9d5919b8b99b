import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { sql } from 'kysely'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aCentre, anOffer, aProvider, aService } from '../testing/factories.ts'
import { findCentreBySlug, listCentres, listOffersFor } from './public.ts'

const TUESDAY = '2026-11-17T09:10:00+01:00'
const base = useTestDatabase()
let organisation: OrganisationId
let portal: Ctx

const portalAt = (time: string) => base.ctx('app_portal', organisation, fixedClock(time))
const archive = (table: string, column: string, value: string) =>
  queryAsOwner(base.owner, `UPDATE ${table} SET archived_at = now() WHERE ${column} = $1`, [value])

beforeAll(async () => {
  organisation = await base.addOrganisation()
  const work = base.ctx('app_work', organisation, fixedClock(TUESDAY))
  portal = portalAt(TUESDAY)
  const provider = await aProvider(work, { name: 'Nachbarhaus', website: 'https://beispiel.example' })
  const dresden = await aCentre(work, {
    name: 'Neustadt',
    provider_id: provider,
    phones: JSON.stringify([{ number: '0351 000 1', kind: 'voice', note: null }]),
    access_note: 'Rote Tür',
    accessibility: ['lift']
  })
  const leipzig = await aCentre(work, {
    name: 'Leipzig',
    provider_id: provider,
    street: 'Geheime Gasse 1',
    postcode: '04109',
    town: 'Leipzig',
    municipality_key: '14713000',
    county_key: '14713',
    latitude: 51.34,
    longitude: 12.37,
    position_approximate: true,
    address_visibility: 'hidden'
  })
  const nowhere = await aCentre(work, {
    name: 'Online',
    provider_id: provider,
    municipality_key: null,
    county_key: null,
    latitude: null,
    longitude: null
  })
  const mbe = await aService(work, {
    name: 'MBE',
    provider_id: provider,
    programme: 'mbe',
    catchment: ['14612', '14713'],
    languages: ['de', 'ar'],
    checked_on: '2026-10-01'
  })
  const jmd = await aService(work, {
    name: 'JMD',
    provider_id: provider,
    programme: 'jmd',
    catchment: ['14']
  })
  const over = await aService(work, {
    name: 'Vorbei',
    provider_id: provider,
    status: 'defunct',
    catchment: ['14']
  })
  await anOffer(work, {
    service_id: mbe,
    centre_id: dresden,
    hours_walk_in: 'Tu,We 09:00-12:00; PH off',
    hours_appointment: 'Mo-Fr 13:00-16:00'
  })
  await anOffer(work, {
    service_id: mbe,
    centre_id: leipzig,
    catchment: ['14713000'],
    hours_appointment: 'Mo 09:00-10:00'
  })
  await anOffer(work, { service_id: jmd, centre_id: nowhere, languages: ['uk'], by_appointment_only: true })
  await anOffer(work, { service_id: over, centre_id: dresden })
})

const names = (offers: readonly { serviceName: string; centreName: string; coversPlace?: boolean }[]) =>
  offers.map((offer) => `${offer.serviceName} ${offer.centreName}${offer.coversPlace ? ' covers' : ''}`)

describe('listOffersFor', () => {
  const dresden = { municipalityKey: '14612000', latitude: 51.05, longitude: 13.74 }

  test('first every offer that covers the place, then the nearest others; what is over is left out', async () => {
    expect(names(await listOffersFor(portal, { ...dresden, limit: 5 }))).toEqual([
      'MBE Neustadt covers',
      'JMD Online covers',
      'MBE Leipzig'
    ])
  })

  test("an offer's own catchment replaces its service's", async () => {
    expect(names(await listOffersFor(portal, { countyKey: '14713', limit: 5 }))).toEqual([
      'MBE Neustadt covers',
      'JMD Online covers'
    ])
    expect(names(await listOffersFor(portal, { municipalityKey: '14713000', limit: 5 }))).toEqual([
      'MBE Leipzig covers',
      'MBE Neustadt covers',
      'JMD Online covers'
    ])
  })

  test('distances are great-circle kilometres, absent where a position is', async () => {
    const [near, , far] = await listOffersFor(portal, { ...dresden, limit: 5 })
    expect(near!.distanceKm).toBeCloseTo(1.94, 1)
    expect(far!.distanceKm).toBeGreaterThan(99)
    expect(far!.distanceKm).toBeLessThan(103)
    const [, online] = await listOffersFor(portal, { ...dresden, limit: 5 })
    expect(online).not.toHaveProperty('distanceKm')
  })

  test('the limit counts the nearest others only', async () => {
    const inBerlin = { municipalityKey: '11000000', latitude: 52.52, longitude: 13.4, limit: 1 }
    expect(names(await listOffersFor(portal, inBerlin))).toEqual(['MBE Leipzig'])
  })

  test('only the programmes asked for', async () => {
    const offers = await listOffersFor(portal, { ...dresden, programmes: ['jmd', 'fsa'], limit: 5 })
    expect(names(offers)).toEqual(['JMD Online covers'])
    expect(await listOffersFor(portal, { ...dresden, programmes: [], limit: 5 })).toEqual([])
  })

  test('without any place the first by name', async () => {
    expect(names(await listOffersFor(portal, { limit: 2 }))).toEqual(['MBE Leipzig', 'MBE Neustadt'])
  })

  test('what an offer lacks comes from its service and its centre', async () => {
    const [mbe, jmd] = await listOffersFor(portal, { ...dresden, limit: 1 })
    expect(mbe).toMatchObject({
      programme: 'mbe',
      providerName: 'Nachbarhaus',
      languages: ['de', 'ar'],
      phones: [{ number: '0351 000 1', kind: 'voice', note: null }],
      street: 'Beispielstraße 12'
    })
    expect(jmd).toMatchObject({ languages: ['uk'], byAppointmentOnly: true })
  })

  test.each([
    [TUESDAY, { kind: 'open', until: '2026-11-17T11:00:00Z' }],
    ['2026-11-17T13:00:00+01:00', { kind: 'opens', at: '2026-11-24T08:00:00Z' }],
    ['2026-11-18T10:00:00+01:00', { kind: 'opens', at: '2026-11-24T08:00:00Z' }],
    ['2027-06-01T10:00:00+02:00', { kind: 'unknown' }]
  ])('walk-in hours at %s; the day of repentance is closed', async (time, state) => {
    const [offer] = await listOffersFor(portalAt(time), { ...dresden, limit: 1 })
    expect(JSON.parse(JSON.stringify(offer!.opening))).toEqual(state)
  })

  test('appointments alone are a state of their own', async () => {
    const states = (await listOffersFor(portal, { ...dresden, limit: 5 })).map((offer) => offer.opening.kind)
    expect(states).toEqual(['open', 'byAppointment', 'byAppointment'])
  })
})

describe('findCentreBySlug', () => {
  test('the whole page, with the hours of fourteen days', async () => {
    const page = await findCentreBySlug(portal, 'neustadt')
    expect(page).toMatchObject({
      centreName: 'Neustadt',
      providerWebsite: 'https://beispiel.example',
      accessNote: 'Rote Tür',
      accessibility: ['lift'],
      countyKey: '14612'
    })
    expect(page!.checkedOn!.toString()).toBe('2026-10-01')
    expect(page!.offers.map((offer) => offer.serviceName)).toEqual(['MBE'])
    const hours = page!.offers[0]!.days.flatMap(({ walkIn, appointment }) => [...walkIn, ...appointment])
    expect(hours.map(({ kind, startsAt }) => `${kind} ${startsAt.toString()}`)).toEqual([
      'walk_in 2026-11-17T08:00:00Z',
      'appointment 2026-11-17T12:00:00Z',
      'appointment 2026-11-19T12:00:00Z',
      'appointment 2026-11-20T12:00:00Z',
      'appointment 2026-11-23T12:00:00Z',
      'walk_in 2026-11-24T08:00:00Z',
      'appointment 2026-11-24T12:00:00Z',
      'walk_in 2026-11-25T08:00:00Z',
      'appointment 2026-11-25T12:00:00Z',
      'appointment 2026-11-26T12:00:00Z',
      'appointment 2026-11-27T12:00:00Z',
      'appointment 2026-11-30T12:00:00Z'
    ])
  })

  test('a hidden address is not on it', async () => {
    const page = await findCentreBySlug(portal, 'leipzig')
    expect(page).toMatchObject({ street: null, postcode: null, town: null, latitude: 51.34 })
    expect(JSON.stringify(page)).not.toContain('Geheime')
  })

  test.each(['unbekannt', '', "'; DROP TABLE x", '\u202e', 'x'.repeat(100_000)])(
    'nothing for %j',
    async (slug) => {
      expect(await findCentreBySlug(portal, slug)).toBeUndefined()
    }
  )
})

test('listCentres: by county, by name, with the programmes offered there', async () => {
  const counties = await listCentres(portal)
  expect(
    counties.map(({ countyKey, centres }) => [countyKey, ...centres.map((entry) => entry.centreName)])
  ).toEqual([
    ['14612', 'Neustadt'],
    ['14713', 'Leipzig'],
    [null, 'Online']
  ])
  expect(counties[0]!.centres[0]).toMatchObject({ programmes: ['mbe'], town: 'Dresden' })
  expect(counties[1]!.centres[0]).toMatchObject({ town: null })
})

describe('who sees what', () => {
  test('another organisation, and none, see nothing', async () => {
    for (const other of [await base.addOrganisation(), undefined]) {
      const stranger = base.ctx('app_portal', other)
      expect(await listCentres(stranger)).toEqual([])
      expect(await listOffersFor(stranger, { municipalityKey: '14612000', limit: 9 })).toEqual([])
      expect(await findCentreBySlug(stranger, 'neustadt')).toBeUndefined()
    }
  })

  test.each(['provider', 'centre', 'service', 'service_at_centre', 'open_interval'])(
    'the portal may not read directory_%s, nor write the views',
    async (name) => {
      await expect(
        portal.read((tx) => sql`SELECT FROM ${sql.table(`directory_${name}`)}`.execute(tx))
      ).rejects.toThrow('permission denied')
      await expect(
        portal.write((tx) => sql`DELETE FROM directory_v_open_interval`.execute(tx))
      ).rejects.toThrow('permission denied')
    }
  )

  test('signed-in work cannot write into another organisation', async () => {
    const stranger = await base.addOrganisation()
    const work = base.ctx('app_work', organisation)
    const write = work.write((tx) =>
      sql`INSERT INTO directory_provider (organisation_id, source, name, changed_at)
        VALUES (${stranger}, 'x', 'x', now())`.execute(tx)
    )
    await expect(write).rejects.toThrow('row-level security')
  })

  test('archived centres and services are gone', async () => {
    await archive('directory_service', 'name', 'JMD')
    await archive('directory_centre', 'name', 'Leipzig')
    expect(names(await listOffersFor(portal, { limit: 9 }))).toEqual(['MBE Neustadt'])
    expect(await findCentreBySlug(portal, 'leipzig')).toBeUndefined()
  })
})
