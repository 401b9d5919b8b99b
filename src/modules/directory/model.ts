import type { Area } from '#modules/places/index.ts'

type Branded<Base, Brand extends string> = Base & { readonly __brand: Brand }

export type ProviderId = Branded<string, 'ProviderId'>
export type CentreId = Branded<string, 'CentreId'>
export type ServiceId = Branded<string, 'ServiceId'>
/** One service offered at one centre (HSDS `service_at_location`): what a visitor can go to. */
export type OfferId = Branded<string, 'OfferId'>
export type ClosureId = Branded<string, 'ClosureId'>
/** The readable, stable name of a centre in addresses: `a-z`, `0-9` and `-`, at most 80 characters. */
export type CentreSlug = Branded<string, 'CentreSlug'>

/**
 * Kinds of help. `mbe`: Migrationsberatung für erwachsene Zuwanderer; `jmd`: Jugendmigrationsdienst;
 * `fsa`: Flüchtlingssozialarbeit; `amm`: Arbeitsmarktmentoren; `tandem`: Menschen stärken Menschen;
 * `groups`: youth project groups; `opening`: advice for institutions; `other`: outside these programmes.
 */
export const PROGRAMMES = ['mbe', 'jmd', 'fsa', 'amm', 'tandem', 'groups', 'opening', 'other'] as const
export type Programme = (typeof PROGRAMMES)[number]

/** What an offer helps with. */
export const TOPICS = [
  'letter',
  'residence',
  'work',
  'school',
  'german',
  'housing',
  'money',
  'family',
  'health',
  'talk',
  'danger'
] as const
export type Topic = (typeof TOPICS)[number]

/** Residence situations an offer is meant for; an offer that names none is meant for everyone. */
export const SITUATIONS = [
  'asylum',
  'tolerated',
  'permit',
  'eu',
  'repatriate',
  'german',
  'noPapers',
  'other'
] as const
export type Situation = (typeof SITUATIONS)[number]

/** What a centre's building offers. */
export const ACCESSIBILITY_CODES = [
  'step-free',
  'lift',
  'accessible-toilet',
  'parking',
  'induction-loop',
  'sign-language',
  'quiet-room',
  'child-friendly'
] as const
export type AccessibilityCode = (typeof ACCESSIBILITY_CODES)[number]
/** What is to be said about single codes: "ramp at the back door". */
export type AccessibilityNotes = Readonly<Partial<Record<AccessibilityCode, string>>>

/** Papers without which nobody is helped. `none` stands alone: none are needed; no code at all: nothing is known. */
export const PAPER_CODES = ['none', 'id', 'residence', 'letter'] as const
export type PaperCode = (typeof PAPER_CODES)[number]

/** Whether an offer takes on new people. */
export const CAPACITY_SIGNS = ['open', 'waiting_list', 'full', 'unknown'] as const
export type CapacitySign = (typeof CAPACITY_SIGNS)[number]

/** Why nobody is received on whole days. `staff`: nobody is there; `holidays`: the centre's own, not public ones. */
export const CLOSURE_REASONS = [
  'illness',
  'holidays',
  'works',
  'moving',
  'training',
  'staff',
  'other'
] as const
export type ClosureReason = (typeof CLOSURE_REASONS)[number]

/** Which role last checked an entry. */
export const CHECKED_BY = ['centre', 'editor', 'import'] as const
export type CheckedBy = (typeof CHECKED_BY)[number]

/** The public holidays of the whole of Saxony (SächsSFG § 1). */
export const SAXON_HOLIDAYS = [
  'newYear',
  'goodFriday',
  'easterMonday',
  'labourDay',
  'ascension',
  'whitMonday',
  'germanUnity',
  'reformation',
  'repentance',
  'christmasDay',
  'boxingDay'
] as const
export type SaxonHoliday = (typeof SAXON_HOLIDAYS)[number]

/** How much of a centre's address the public sees: `full`, `town` without the postcode, or nothing of it. */
export const ADDRESS_VISIBILITIES = ['full', 'town', 'hidden'] as const
export type AddressVisibility = (typeof ADDRESS_VISIBILITIES)[number]

/** What a phone number is for. */
export const PHONE_KINDS = ['voice', 'mobile', 'fax', 'text', 'other'] as const
export type PhoneKind = (typeof PHONE_KINDS)[number]

export interface Phone {
  /** As the centre writes it; digits, spaces, `+`, `-`, `/`, `(`, `)`. */
  readonly number: string
  readonly kind: PhoneKind
  readonly note: string | null
}

/** Ways to be reached besides the phone. */
export const CHANNEL_KINDS = ['email', 'signal', 'whatsapp', 'telegram', 'threema', 'web'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

export interface Channel {
  readonly kind: ChannelKind
  /** An address (`email`, `web`), a number or a name, as the centre writes it. */
  readonly value: string
  /** What one has to know to be heard there: "write your language first". */
  readonly note: string | null
}

/** Whole days on which nobody is received. */
export interface Closure {
  readonly startsOn: Temporal.PlainDate
  /** The last closed day; null: nobody knows yet. */
  readonly endsOn: Temporal.PlainDate | null
  readonly reason: ClosureReason
  readonly note: string | null
}

/**
 * Why a day is not like the same weekday of other weeks. `closed`: without hours, though that weekday has some;
 * `changed`: other hours. Neither is said of a weekday whose hours have no rule, such as every other week.
 */
export type DayException =
  | { readonly kind: 'closure'; readonly closure: Closure }
  | { readonly kind: 'holiday'; readonly holiday: SaxonHoliday }
  | { readonly kind: 'closed' }
  | { readonly kind: 'changed' }

/** A language and the weekdays on which it is spoken: 1 is Monday; empty: every day. */
export interface LanguageDays {
  readonly language: string
  readonly weekdays: readonly number[]
}

/** What may be said about an offer's walk-in hours at one moment. */
export type OpeningState =
  /** Nobody is received today; `until` is the last closed day, absent where nobody knows. */
  | { readonly kind: 'closed'; readonly reason: ClosureReason; readonly until?: Temporal.PlainDate }
  | { readonly kind: 'open'; readonly until: Temporal.Instant }
  | { readonly kind: 'opens'; readonly at: Temporal.Instant }
  /** Nobody need come without an appointment: neither open nor closed. */
  | { readonly kind: 'byAppointment' }
  /** Nothing can be said: "hours: please call". */
  | { readonly kind: 'unknown' }

/** `office`: the phone is answered. */
export const INTERVAL_KINDS = ['walk_in', 'appointment', 'office'] as const
export type IntervalKind = (typeof INTERVAL_KINDS)[number]

/** A stretch of time in which people are received, or the phone is answered; `startsAt` is in it, `endsAt` is not. */
export interface OpenInterval {
  readonly kind: IntervalKind
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

/** One day of an offer's timetable, with the stretches that begin on it, in order. */
export interface OfferDay {
  readonly day: Temporal.PlainDate
  readonly walkIn: readonly OpenInterval[]
  readonly appointment: readonly OpenInterval[]
  /** When the phone is answered. */
  readonly office: readonly OpenInterval[]
  readonly exception: DayException | null
}

/** What is not as usual in the days shown, for another reason than a closure; `to` is the last closed day. */
export type Announcement =
  | { readonly kind: 'holiday'; readonly day: Temporal.PlainDate; readonly holiday: SaxonHoliday }
  | { readonly kind: 'closed'; readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }
  | { readonly kind: 'changed'; readonly day: Temporal.PlainDate }

/** What visitors may report as wrong about a centre. */
export const MISTAKE_KINDS = [
  'hours',
  'phone',
  'online',
  'address',
  'languages',
  'audience',
  'closed',
  'other'
] as const
export type MistakeKind = (typeof MISTAKE_KINDS)[number]

/** What the public sees of a centre's place. Street, postcode and town are null where the address is not public. */
export interface PublicPlace {
  readonly street: string | null
  readonly postcode: string | null
  readonly town: string | null
  /** Amtlicher Gemeindeschlüssel, 8 digits. */
  readonly municipalityKey: string | null
  /** The first 5 digits of it. */
  readonly countyKey: string | null
  /** WGS 84 degrees. */
  readonly latitude: number | null
  readonly longitude: number | null
  /** True where the position is the municipality's centre and not the house. */
  readonly positionApproximate: boolean
}

/** What an offer is and for whom, the same in lists and on the centre's page. */
interface OfferFacts {
  readonly offerId: OfferId
  readonly serviceName: string
  /** Null where the provider names none. */
  readonly programme: Programme | null
  readonly topics: readonly Topic[]
  /** Empty: for everyone. */
  readonly situations: readonly Situation[]
  /** Completed years, both ends included. */
  readonly minimumAge: number | null
  readonly maximumAge: number | null
  readonly anonymousPossible: boolean
  readonly interpreterOnRequest: boolean
  /** BCP 47 codes of the languages spoken there. */
  readonly languages: readonly string[]
  /** The same languages in the same order, with their days. */
  readonly languageDays: readonly LanguageDays[]
  readonly papersNeeded: readonly PaperCode[]
  readonly capacity: CapacitySign
  /** The day the capacity was last said. */
  readonly capacityOn: Temporal.PlainDate | null
  readonly byAppointmentOnly: boolean
  /** The offer's own numbers, else the service's, else the centre's. */
  readonly phones: readonly Phone[]
  readonly email: string | null
  /** The e-mail address and every further way; the offer's own, else the service's, else the centre's. */
  readonly channels: readonly Channel[]
  readonly opening: OpeningState
}

/** One line of the finder's result. */
export interface Offer extends OfferFacts, PublicPlace {
  readonly centreSlug: CentreSlug
  readonly centreName: string
  readonly providerName: string
  /** Great-circle kilometres from the place asked about; absent without a place or a position. */
  readonly distanceKm?: number
  /** True where the offer is responsible for the place asked about. */
  readonly coversPlace: boolean
  /** What is known of the building; a code that is missing is not known. */
  readonly accessibility: readonly AccessibilityCode[]
  /** The day someone last checked the centre; of a centre that nobody checked, the service. */
  readonly checkedOn: Temporal.PlainDate | null
}

/** An offer on its centre's page. */
export interface CentreOffer extends OfferFacts {
  readonly providerName: string
  readonly description: string | null
  readonly website: string | null
  readonly feesNote: string | null
  readonly eligibilityNote: string | null
  /** A notice that matters now. */
  readonly alert: string | null
  readonly papersNote: string | null
  /** How to come, and what to bring. */
  readonly applicationNote: string | null
  /** Hours in words, where they cannot be computed with. */
  readonly hoursNote: string | null
  /** The areas it is responsible for; empty: none is named. */
  readonly areas: readonly Area[]
  /** The next 14 days, today first; what has already ended today is left in. */
  readonly days: readonly OfferDay[]
  /** The first day from today on with hours for visitors, as far as hours are known; null: none is known. */
  readonly nextDay: Temporal.PlainDate | null
  /** Its own and the whole centre's, under way or announced, in order. */
  readonly closures: readonly Closure[]
  /** Those of its closures that are not the whole centre's. */
  readonly ownClosures: readonly Closure[]
  /** What is not as usual in its 14 days, without what holds for the whole centre. */
  readonly announcements: readonly Announcement[]
}

/** Everything the public may know about one centre. */
export interface CentrePage extends PublicPlace {
  readonly addressVisibility: AddressVisibility
  /** Where the entry comes from: the name given to an import. */
  readonly source: string
  readonly centreSlug: CentreSlug
  readonly centreName: string
  readonly description: string | null
  readonly providerName: string
  readonly providerWebsite: string | null
  readonly phones: readonly Phone[]
  readonly email: string | null
  readonly website: string | null
  /** The e-mail address, every further way, and the website. */
  readonly channels: readonly Channel[]
  /** A notice about the whole centre that matters now. */
  readonly alert: string | null
  /** How to get in: which door, which floor, which bell. */
  readonly accessNote: string | null
  readonly accessibility: readonly AccessibilityCode[]
  readonly accessibilityNote: string | null
  readonly accessibilityNotes: AccessibilityNotes
  /** The day someone last checked the entry. */
  readonly checkedOn: Temporal.PlainDate | null
  readonly checkedBy: CheckedBy | null
  /** Closures of the whole centre, under way or announced, in order. */
  readonly closures: readonly Closure[]
  /** Days of the next 14 on which, other than usual, nobody is received at any offer. */
  readonly announcements: readonly Announcement[]
  readonly offers: readonly CentreOffer[]
}

/** One row of the plain list of all centres. */
export interface CentreEntry {
  readonly centreSlug: CentreSlug
  readonly centreName: string
  readonly providerName: string
  readonly postcode: string | null
  readonly town: string | null
  /** Without repeats, in the order of `PROGRAMMES`. */
  readonly programmes: readonly Programme[]
}

/** The centres of one county, by name; `countyKey` is null for centres whose county is not known. */
export interface CountyCentres {
  readonly countyKey: string | null
  readonly centres: readonly CentreEntry[]
}

/** Where a visitor is, and what they need. All but `limit` may be left out. */
export interface OfferQuestion {
  readonly programmes?: readonly Programme[]
  /** AGS, 8 digits. */
  readonly municipalityKey?: string
  /** 5 digits; taken from the municipality where that is given. */
  readonly countyKey?: string
  /** WGS 84 degrees; both or neither. */
  readonly latitude?: number
  readonly longitude?: number
  /** How many of the nearest are wanted besides those that cover the place; 1 to 200. */
  readonly limit: number
}
