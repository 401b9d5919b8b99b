import { beforeAll, describe, expect, it } from 'vitest'
import { aCentre, aService, anOffer } from '#modules/directory/testing/factories.ts'
import type { CountyKey } from '#modules/places/index.ts'
import { withAllPlaces } from '#modules/places/testing/factories.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import type { PlaceFound } from '../found.ts'
import { findHelp, findPlace } from './public.ts'

const test = useTestDatabase()
let portal: Ctx
let other: OrganisationId

const SAXONY = ['14']

beforeAll(async () => {
  const organisation = await test.addOrganisation()
  other = await test.addOrganisation()
  portal = test.ctx('app_portal', organisation)
  const work = test.ctx('app_work', organisation)
  await withAllPlaces(test.ctx('owner'))
  const dresden = await aCentre(work, { name: 'Haus Dresden' })
  const bautzen = await aCentre(work, {
    name: 'Haus Bautzen',
    postcode: '02625',
    town: 'Bautzen',
    municipality_key: '14625020',
    county_key: '14625',
    latitude: 51.1814,
    longitude: 14.4239
  })
  const offer = async (
    centre_id: typeof dresden,
    service: Parameters<typeof aService>[1],
    hours_walk_in: string | null = null
  ) => anOffer(work, { centre_id, hours_walk_in, service_id: await aService(work, service) })
  await offer(
    dresden,
    { programme: 'mbe', minimum_age: 27, topics: ['letter'], catchment: ['14612'] },
    'Tu 09:00-12:00'
  )
  await offer(dresden, { programme: 'jmd', minimum_age: 12, maximum_age: 26, catchment: ['14612'] })
  await offer(bautzen, { programme: 'mbe', minimum_age: 27, topics: ['letter'], catchment: ['14625'] })
  await offer(bautzen, { programme: 'fsa', situations: ['asylum', 'tolerated'], catchment: ['14625'] })
  await offer(dresden, {
    programme: 'other',
    anonymous_possible: true,
    catchment: SAXONY,
    topics: ['health']
  })
}, 60_000)

const kindsOf = (reasons: readonly { readonly kind: string }[] = []) => reasons.map(({ kind }) => kind)

describe('findHelp', () => {
  it('finds the responsible centre first and says why', async () => {
    const { centres, routing, place } = await findHelp(portal, {
      topic: 'letter',
      age: '27plus',
      situation: 'permit',
      place: '01099'
    })
    expect(place).toMatchObject({ kind: 'place', hit: { municipalityName: 'Dresden' } })
    expect(routing.suggestions[0]?.programme).toBe('mbe')
    expect(centres.map(({ offer }) => offer.centreName)).toEqual(['Haus Dresden', 'Haus Bautzen'])
    expect(kindsOf(centres[0]?.reasons)).toEqual(['routing', 'covers', 'topic', 'age'])
    expect(kindsOf(centres[1]?.reasons)).toContain('elsewhere')
    expect(centres[0]?.offer.opening.kind).toBe('open')
    expect(centres[0]?.offer.distanceKm).toBeLessThan(5)
  })

  it('sends a young person to the youth service, although the same house advises adults', async () => {
    const { centres } = await findHelp(portal, { age: '18to26', situation: 'permit', place: '01099' })
    expect(centres[0]?.offer.programme).toBe('jmd')
  })

  it('answers for a county without knowing distances', async () => {
    const { centres, place } = await findHelp(portal, {
      county: '14625' as CountyKey,
      age: '27plus',
      situation: 'asylum'
    })
    expect(place.kind).toBe('county')
    expect(centres[0]?.offer).toMatchObject({
      centreName: 'Haus Bautzen',
      programme: 'fsa',
      coversPlace: true
    })
    expect(centres[0]?.also.map(({ programme }) => programme)).toEqual(['mbe'])
    expect(centres[0]?.offer.distanceKm).toBeUndefined()
  })

  it('offers advice without a name to people without papers', async () => {
    const { centres, routing } = await findHelp(portal, {
      topic: 'health',
      situation: 'noPapers',
      place: 'Dresden'
    })
    expect(routing.anonymous).toBe(true)
    const anonymous = centres
      .flatMap(({ offer, also }) => [offer, ...also])
      .filter((each) => each.anonymousPossible)
    expect(anonymous).not.toHaveLength(0)
  })

  it('names programmes but no centre where no place is known', async () => {
    const { centres, routing, place } = await findHelp(portal, { topic: 'work' })
    expect(place).toEqual({ kind: 'none' })
    expect(centres).toEqual([])
    expect(routing.suggestions.length).toBeGreaterThan(0)
  })

  it('narrows to the wishes, and still knows whom to call', async () => {
    const asked = { topic: 'letter', age: '27plus', situation: 'permit', place: '01099' } as const
    const { centres, counts, human } = await findHelp(portal, { ...asked, filters: ['walkIn'] })
    expect(centres.map(({ offer }) => offer.centreName)).toEqual(['Haus Dresden'])
    expect(counts).toMatchObject({ all: 2, left: 1, without: [{ wish: 'walkIn', count: 2 }] })
    const none = await findHelp(portal, { ...asked, filters: ['stepFree'], papers: '1' })
    expect(none.centres).toEqual([])
    expect(none.counts.without.map(({ wish }) => wish)).toEqual(['stepFree', 'papers'])
    expect(none.human).toEqual(human)
  })

  it('tells apart who is responsible within reach, who is far, and who is responsible elsewhere', async () => {
    const near = async (place: string) => {
      const { centres, covered } = await findHelp(portal, { topic: 'letter', age: '27plus', place })
      return [covered, centres[0]?.offer.coversPlace, kindsOf(centres[0]?.reasons).includes('elsewhere')]
    }
    expect(await near('Radeberg')).toEqual([true, true, false])
    expect(await near('Plauen')).toEqual([false, true, false])
    expect(await near('Berlin')).toEqual([false, false, true])
  })

  it('shows another organisation nothing', async () => {
    const { centres } = await findHelp(test.ctx('app_portal', other), { place: '01099' })
    expect(centres).toEqual([])
  })
})

describe('findPlace', () => {
  const place = (text: string) => findPlace(portal, { place: text })
  const names = (found: PlaceFound) =>
    found.kind === 'several' ? found.hits.map(({ municipalityName }) => municipalityName) : found.kind

  it.each([
    ['01099', 'Dresden'],
    ['01099 Dresden', 'Dresden'],
    ['Dresden', 'Dresden'],
    ['goerlitz', 'Görlitz'],
    ['14522180', 'Freiberg'],
    ['Budyšin', 'Bautzen'],
    ['Berlin', 'Berlin']
  ])('takes %s for %s without asking back', async (text, name) => {
    expect(await place(text)).toMatchObject({ kind: 'place', hit: { municipalityName: name } })
  })

  it('asks which Freiberg is meant, the Saxon one first', async () => {
    expect(names(await place('Freiberg'))).toEqual(['Freiberg', 'Freiberg am Neckar'])
  })

  it('never takes a similar name for the one that was typed', async () => {
    const found = await place('Dresdn')
    expect(found).toMatchObject({ kind: 'unknown', reason: 'name' })
    expect(found.kind === 'unknown' && found.similar[0]?.municipalityName).toBe('Dresden')
  })

  it.each([
    ['0109', 'short'],
    ['9', 'short'],
    ['00000', 'postcode'],
    ['x'.repeat(10_000), 'long'],
    ['\u202Eqqqqqqqq\u0007', 'name'],
    ['99999999', 'name']
  ])('says what is wrong with %j', async (text, reason) => {
    expect(await place(text)).toMatchObject({ kind: 'unknown', reason })
  })

  it('takes white space for no answer', async () => {
    expect(await place('   ')).toEqual({ kind: 'none' })
  })

  it('knows no county that does not exist', async () => {
    expect(await findPlace(portal, { county: '99999' as CountyKey })).toEqual({ kind: 'none' })
  })
})
