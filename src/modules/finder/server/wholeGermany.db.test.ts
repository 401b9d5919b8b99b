import { CompiledQuery } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { Offer } from '#modules/directory/index.ts'
import { aCentre, aService, anOffer } from '#modules/directory/testing/factories.ts'
import { stateOf, type CountyKey, type MunicipalityKey } from '#modules/places/index.ts'
import { withAllPlaces } from '#modules/places/testing/factories.ts'
import type { Ctx } from '#platform/ctx.ts'
import { fillGermany } from '#testing/germany.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { HelpFound } from '../found.ts'
import { findHelp } from './public.ts'

const CENTRES = 2_000
/** Of so many offers that are responsible for one place, as in Berlin, only the nearest are looked at. */
const MOST_RESPONSIBLE = 100
/** Ulm and Neu-Ulm, Altenburg, Mainz and Wiesbaden, Mannheim and Ludwigshafen, Görlitz, Frankfurt (Oder). */
const BORDER_TOWNS = ['89073', '89231', '04600', '55116', '65183', '68159', '67059', '02826', '15230']

interface Asked {
  readonly postcode: string
  readonly municipality: MunicipalityKey
  readonly help: HelpFound
}

const test = useTestDatabase()
let germany: Ctx
let saxony: Ctx
let asked: readonly Asked[]

/** Two postcodes of county-level cities and two of counties in each state that has them; each lies in one municipality. */
const samplePostcodes = async () => {
  const { rows } = await queryAsOwner<{ postcode: string }>(
    test.owner,
    `SELECT postcode FROM (
       SELECT postcode, row_number() OVER (PARTITION BY state_key, kind ORDER BY md5(postcode)) AS place
       FROM (SELECT postcode, min(municipality_key) AS key FROM places_postcode_municipality
             GROUP BY postcode HAVING count(*) = 1) alone
       JOIN places_county county ON county.key = left(alone.key, 5)) numbered
     WHERE place <= 2 ORDER BY postcode`
  )
  return rows.map(({ postcode }) => postcode)
}

/** One postcode of each county that shares its name with another, such as the city and the district of Leipzig. */
const sampleTwins = async () => {
  const { rows } = await queryAsOwner<{ postcode: string; twin: string }>(
    test.owner,
    `SELECT DISTINCT ON (county.key) postcode, twin.key AS twin
     FROM (SELECT postcode, min(municipality_key) AS key FROM places_postcode_municipality
           GROUP BY postcode HAVING count(*) = 1) alone
     JOIN places_county county ON county.key = left(alone.key, 5)
     JOIN places_county twin ON twin.name = county.name AND twin.key <> county.key
     ORDER BY county.key, md5(postcode)`
  )
  return rows
}

const ask = async (postcode: string): Promise<Asked> => {
  const help = await findHelp(germany, { topic: 'letter', place: postcode })
  if (help.place.kind !== 'place') throw new Error(`${postcode} is ${help.place.kind}`)
  return { postcode, municipality: help.place.hit.municipality, help }
}

const offersOf = ({ centres }: HelpFound): Offer[] => centres.flatMap(({ offer, also }) => [offer, ...also])
const responsible = (help: HelpFound) => offersOf(help).filter(({ coversPlace }) => coversPlace)

/** Who is responsible according to the tables alone: an offer's own catchment, else its service's. */
const responsibleByTables = async (municipalities: readonly string[], programmes: readonly string[]) => {
  const { rows } = await queryAsOwner<{ municipality: string; offers: string[] }>(
    test.owner,
    `SELECT municipality, array_agg(offer.id::text ORDER BY offer.id::text) AS offers
     FROM (SELECT DISTINCT unnest($1::text[]) AS municipality) place
     JOIN directory_service_at_centre offer ON offer.source = 'germany'
     JOIN directory_service service ON service.id = offer.service_id AND service.programme = ANY ($2)
     WHERE CASE WHEN offer.catchment = '{}' THEN service.catchment ELSE offer.catchment END
       && ARRAY[left(municipality, 2), left(municipality, 5), municipality]
     GROUP BY municipality`,
    [municipalities, programmes]
  )
  return new Map(rows.map(({ municipality, offers }) => [municipality, offers]))
}

beforeAll(async () => {
  const all = await test.addOrganisation('Germany')
  const few = await test.addOrganisation('Saxony')
  germany = test.ctx('app_portal', all)
  saxony = test.ctx('app_portal', few)
  await withAllPlaces(test.ctx('owner'))
  const work = test.ctx('app_work', few)
  const service_id = await aService(work, { programme: 'mbe', catchment: ['14', '16077'] })
  await anOffer(work, { centre_id: await aCentre(work), service_id })
  await test
    .ctx('owner', all)
    .write((tx) =>
      fillGermany(
        (statement, values = []) => tx.executeQuery(CompiledQuery.raw(statement, values)),
        1,
        CENTRES
      )
    )
  asked = await Promise.all([...(await samplePostcodes()), ...BORDER_TOWNS].map(ask))
}, 60_000)

it('asks in all sixteen states, in cities and in districts', () => {
  const states = new Set(asked.map(({ municipality }) => stateOf(municipality)))
  expect([states.size, asked.length >= 60]).toEqual([16, true])
})

it('calls exactly those responsible whose catchment names the place, its county or its state', async () => {
  const programmes = asked[0]!.help.routing.suggestions.map(({ programme }) => programme)
  const expected = await responsibleByTables(
    asked.map(({ municipality }) => municipality),
    programmes
  )
  for (const { postcode, municipality, help } of asked) {
    const named = new Set(expected.get(municipality))
    const [marked, others] = [responsible(help), offersOf(help).filter(({ coversPlace }) => !coversPlace)]
    expect(marked.length, postcode).toBe(Math.min(named.size, MOST_RESPONSIBLE))
    expect(
      marked.every(({ offerId }) => named.has(offerId)),
      postcode
    ).toBe(true)
    expect(
      others.some(({ offerId }) => named.has(offerId)),
      postcode
    ).toBe(false)
  }
})

it('puts a responsible centre first and says that it is', () => {
  const covered = asked.filter(({ help }) => responsible(help).length > 0)
  expect(covered.length).toBeGreaterThan(50)
  for (const { postcode, help } of covered) {
    const [first] = help.centres
    expect(first?.offer.coversPlace, postcode).toBe(true)
    expect(
      first?.reasons.map(({ kind }) => kind),
      postcode
    ).toContain('covers')
  }
})

it('never takes a centre of another county of the same name for responsible', async () => {
  const twins = await sampleTwins()
  let near = 0
  const statewide: { offerId: string; state: string }[] = []
  for (const { postcode, twin } of twins) {
    const there = offersOf((await ask(postcode)).help).filter(({ countyKey }) => countyKey === twin)
    near += there.length
    for (const { offerId, coversPlace } of there) {
      if (coversPlace) statewide.push({ offerId, state: twin.slice(0, 2) })
    }
  }
  expect([twins.length > 40, near > 40]).toEqual([true, true])
  const { rows } = await queryAsOwner<{ id: string; catchment: string[] }>(
    test.owner,
    'SELECT id, catchment FROM directory_service_at_centre WHERE id = ANY ($1)',
    [statewide.map(({ offerId }) => offerId)]
  )
  const catchments = new Map(rows.map(({ id, catchment }) => [id, catchment]))
  for (const { offerId, state } of statewide) expect(catchments.get(offerId)).toEqual([state])
})

it('calls no place outside that has centres, in whatever state', () => {
  expect(asked.filter(({ help }) => help.outside).map(({ postcode }) => postcode)).toEqual([])
})

it('calls every place outside Saxony so where only Saxony has centres, unless one of them covers it', async () => {
  for (const { postcode, municipality } of asked) {
    const { outside } = await findHelp(saxony, { topic: 'letter', place: postcode })
    const isHelped = stateOf(municipality) === '14' || municipality.startsWith('16077')
    expect(outside, postcode).toBe(!isHelped)
  }
  const inCounty = async (county: string) => (await findHelp(saxony, { county: county as CountyKey })).outside
  expect([await inCounty('09184'), await inCounty('16077'), await inCounty('14612')]).toEqual([
    true,
    false,
    false
  ])
  expect((await findHelp(saxony, { topic: 'letter' })).outside).toBe(false)
})
