import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type {
  CentreId,
  CentreOffer,
  CentrePage,
  CentreSlug,
  OfferId,
  ProviderId,
  ServiceId
} from '../model.ts'
import {
  lockDirectory,
  saveCentres,
  saveOffers,
  saveProviders,
  saveServices,
  type CentreContent,
  type Entry,
  type OfferContent,
  type ProviderContent,
  type Saved,
  type SaveWish,
  type ServiceContent
} from '../server/directoryRepository.ts'
import { createHoursReader, refreshIntervalsOf } from '../server/refreshOpenIntervals.ts'

type Save<Content, Id> = (
  tx: Tx,
  entries: readonly Entry<Content>[],
  wish: SaveWish
) => Promise<Map<string, Saved<Id>>>

/** What hangs on an entry besides its columns. */
export type EntryParts = Pick<Entry<object>, 'closures' | 'languageDays'>

const saveOne = async <Content, Id>(
  ctx: Ctx,
  content: Content,
  save: Save<Content, Id>,
  parts: EntryParts = {}
): Promise<Id> => {
  const externalId = randomUUID()
  return ctx.write(async (tx) => {
    await lockDirectory(tx)
    const saved = await save(tx, [{ externalId, content, ...parts }], {
      source: 'test',
      now: ctx.clock.now(),
      write: true
    })
    return saved.get(externalId)!.id
  })
}

/** A provider, saved by a ctx of role app_work. */
export const aProvider = (ctx: Ctx, content: Partial<ProviderContent> = {}): Promise<ProviderId> =>
  saveOne(
    ctx,
    { name: 'Beispielträger', description: null, phones: '[]', email: null, website: null, ...content },
    saveProviders
  )

/** A centre in Dresden with a full address, and a provider of its own where none is named. */
export const aCentre = async (
  ctx: Ctx,
  content: Partial<CentreContent> = {},
  parts: EntryParts = {}
): Promise<CentreId> =>
  saveOne(
    ctx,
    {
      name: 'Beispielhaus',
      description: null,
      address_visibility: 'full',
      street: 'Beispielstraße 12',
      postcode: '01099',
      town: 'Dresden',
      municipality_key: '14612000',
      county_key: '14612',
      latitude: 51.0664,
      longitude: 13.7494,
      position_approximate: false,
      phones: '[]',
      email: null,
      website: null,
      access_note: null,
      accessibility: [],
      accessibility_note: null,
      checked_on: null,
      ...content,
      provider_id: content.provider_id ?? (await aProvider(ctx))
    },
    saveCentres,
    parts
  )

/** A running service without a programme, for everyone, and a provider of its own where none is named. */
export const aService = async (ctx: Ctx, content: Partial<ServiceContent> = {}): Promise<ServiceId> =>
  saveOne(
    ctx,
    {
      name: 'Beispielberatung',
      description: null,
      status: 'active',
      programme: null,
      topics: [],
      situations: [],
      minimum_age: null,
      maximum_age: null,
      anonymous_possible: false,
      interpreter_on_request: false,
      catchment: [],
      languages: ['de'],
      phones: '[]',
      email: null,
      website: null,
      fees_note: null,
      eligibility_note: null,
      application_note: null,
      alert: null,
      checked_on: null,
      ...content,
      provider_id: content.provider_id ?? (await aProvider(ctx))
    },
    saveServices
  )

/** A service at a centre without hours, with the intervals of its hours where it has some. */
export const anOffer = async (
  ctx: Ctx,
  content: Partial<OfferContent> = {},
  parts: EntryParts = {}
): Promise<OfferId> => {
  const complete: OfferContent = {
    description: null,
    catchment: [],
    languages: [],
    hours_walk_in: null,
    hours_appointment: null,
    by_appointment_only: false,
    hours_note: null,
    phones: '[]',
    email: null,
    ...content,
    service_id: content.service_id ?? (await aService(ctx)),
    centre_id: content.centre_id ?? (await aCentre(ctx))
  }
  const offerId = await saveOne(ctx, complete, saveOffers, parts)
  await ctx.write((tx) => refreshIntervalsOf(tx, [offerId], createHoursReader(todayIn(ctx.clock))))
  return offerId
}

/** A centre's page as the public gets it: a full address in Dresden, one service without hours. Nothing is stored. */
export const aCentrePage = (content: Partial<CentrePage> = {}): CentrePage => ({
  addressVisibility: 'full',
  source: 'test',
  centreSlug: 'beispielhaus' as CentreSlug,
  centreName: 'Beispielhaus',
  description: null,
  providerName: 'Beispielträger',
  providerWebsite: null,
  street: 'Beispielstraße 12',
  postcode: '01099',
  town: 'Dresden',
  municipalityKey: '14612000',
  countyKey: '14612',
  latitude: 51.0664,
  longitude: 13.7494,
  positionApproximate: false,
  phones: [],
  email: null,
  website: null,
  channels: [],
  alert: null,
  accessNote: null,
  accessibility: [],
  accessibilityNote: null,
  accessibilityNotes: {},
  checkedOn: null,
  checkedBy: null,
  closures: [],
  announcements: [],
  offers: [aCentreOffer()],
  ...content
})

/** What lists and pages say alike of a service that is for everyone, in German, and about which nothing else is known. */
export const plainOfferFacts = {
  topics: [],
  situations: [],
  minimumAge: null,
  maximumAge: null,
  anonymousPossible: false,
  interpreterOnRequest: false,
  languages: ['de'],
  papersNeeded: [],
  capacity: 'unknown',
  capacityOn: null,
  byAppointmentOnly: false,
  phones: [],
  email: null,
  channels: []
} as const satisfies Partial<CentreOffer>

/** A service on a centre's page: for everyone, in German, without hours. */
export const aCentreOffer = (content: Partial<CentreOffer> = {}): CentreOffer => ({
  offerId: randomUUID() as OfferId,
  serviceName: 'Beispielberatung',
  providerName: 'Beispielträger',
  programme: null,
  ...plainOfferFacts,
  languageDays: [{ language: 'de', weekdays: [] }],
  opening: { kind: 'unknown' },
  description: null,
  website: null,
  feesNote: null,
  eligibilityNote: null,
  alert: null,
  papersNote: null,
  applicationNote: null,
  hoursNote: null,
  areas: [],
  days: [],
  nextDay: null,
  closures: [],
  ownClosures: [],
  announcements: [],
  ...content
})
