import { isLocale, LOCALES, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'
import type { OpenDataFilter } from '../openDataQueries.ts'
import { listTerms, listTaxonomies } from './hsdsTerms.ts'
import type { OpenDataAnswer, OpenDataFault, OpenDataReason } from './openDataFault.ts'

/** The lists of HSDS's API. */
export const HSDS_KINDS = [
  'services',
  'organizations',
  'service_at_locations',
  'taxonomies',
  'taxonomy_terms'
] as const
export type HsdsKind = (typeof HSDS_KINDS)[number]

/** What is asked of a list. */
export interface HsdsQuestion {
  readonly page: number
  readonly perPage: number
  readonly full: boolean
  readonly fullService: boolean
  readonly minimal: boolean
  readonly topOnly: boolean
  readonly parentId: string | undefined
  readonly taxonomyId: string | undefined
  readonly filter: OpenDataFilter
  /** True where a term or taxonomy is named that does not exist: nothing can carry it. */
  readonly nothing: boolean
}

const MOST_PER_PAGE = 100
const MOST_PER_MINIMAL_PAGE = 10_000
const DEFAULT_PER_PAGE = 50
const MOST_PAGES = 1_000_000
const LONGEST_SEARCH = 200

const PAGING = ['page', 'per_page', 'format', 'search']
const TERMS = ['taxonomy_term_id', 'taxonomy_id']
/** The parameters that each list understands. */
export const PARAMETERS: Readonly<Record<HsdsKind, readonly string[]>> = {
  services: [...PAGING, ...TERMS, 'organization_id', 'modified_after', 'minimal', 'full'],
  organizations: [...PAGING, ...TERMS, 'full', 'full_service'],
  service_at_locations: [...PAGING, ...TERMS, 'organization_id', 'modified_after', 'full'],
  taxonomies: PAGING,
  taxonomy_terms: [...PAGING, 'taxonomy_id', 'top_only', 'parent_id']
}

/** The parameters that the address of one record may carry. */
export const RECORD_PARAMETERS: Readonly<Record<HsdsKind, readonly string[]>> = {
  services: ['format'],
  organizations: ['format', 'full_service'],
  service_at_locations: ['format'],
  taxonomies: ['format'],
  taxonomy_terms: ['format']
}

/**
 * Reads the parameters of a list. Refuses what it does not know rather than answering something else: a filter that is
 * overlooked would give too much.
 */
export const readQuestion = (kind: HsdsKind, search: URLSearchParams): OpenDataAnswer<HsdsQuestion> =>
  reading(search, PARAMETERS[kind], (read) => {
    const minimal = read.flag('minimal')
    const most = minimal ? MOST_PER_MINIMAL_PAGE : MOST_PER_PAGE
    const text = read.text('search')
    const organizationId = read.id('organization_id')
    const modifiedAfter = read.moment('modified_after')
    const { terms, nothing } = termsOf(read.id('taxonomy_term_id'), read.id('taxonomy_id'))
    return {
      page: read.number('page', 1, MOST_PAGES, 1),
      perPage: read.number('per_page', 1, most, minimal ? most : DEFAULT_PER_PAGE),
      full: read.flag('full'),
      fullService: read.flag('full_service'),
      minimal,
      topOnly: read.flag('top_only'),
      parentId: read.id('parent_id'),
      taxonomyId: read.id('taxonomy_id'),
      nothing,
      filter: {
        terms,
        ...(text === undefined ? {} : { search: text }),
        ...(organizationId === undefined ? {} : { organizationId }),
        ...(modifiedAfter === undefined ? {} : { modifiedAfter })
      }
    }
  })

/** Reads the parameters that stand behind the address of one record. */
export const readRecordQuestion = (
  kind: HsdsKind,
  search: URLSearchParams
): OpenDataAnswer<{ readonly fullService: boolean }> =>
  reading(search, RECORD_PARAMETERS[kind], (read) => ({ fullService: read.flag('full_service') }))

/** Refuses every parameter; for addresses that know none. */
export const readNoQuestion = (search: URLSearchParams): OpenDataAnswer<undefined> =>
  reading(search, [], () => undefined)

/** Reads the parameters of a calendar: in which language it is written; German where none is named. */
export const readCalendarQuestion = (search: URLSearchParams): OpenDataAnswer<{ readonly locale: Locale }> =>
  reading(search, ['lang'], (read) => ({ locale: read.locale('lang') }))

const termsOf = (termId: string | undefined, taxonomyId: string | undefined) => {
  const term = listTerms().find(({ id }) => id === termId)
  const taxonomy = listTaxonomies().find(({ id }) => id === taxonomyId)
  return {
    terms: [
      ...(term ? [{ taxonomy: term.taxonomy, code: term.code }] : []),
      ...(taxonomy ? [{ taxonomy: taxonomy.name }] : [])
    ],
    nothing: (termId !== undefined && !term) || (taxonomyId !== undefined && !taxonomy)
  }
}

const reading = <Value>(
  search: URLSearchParams,
  known: readonly string[],
  work: (read: Reader) => Value
): OpenDataAnswer<Value> => {
  try {
    refuseOthers(search, known)
    const read = new Reader(search)
    if ((read.one('format') ?? 'json') !== 'json') throw new Refused('open_data_only_json', {})
    return { ok: true, value: work(read) }
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, fault: refused.fault }
    throw refused
  }
}

class Refused extends Error {
  readonly fault: OpenDataFault
  constructor(reason: OpenDataReason, params: OpenDataFault['params']) {
    super(reason)
    this.fault = { status: 400, reason, params }
  }
}

const refuseOthers = (search: URLSearchParams, known: readonly string[]) => {
  for (const name of new Set(search.keys())) {
    if (!known.includes(name))
      throw new Refused('open_data_unknown_parameter', {
        name: name.slice(0, 60).toWellFormed(),
        known: known.join(', ') || '–'
      })
    if (search.getAll(name).length > 1) throw new Refused('open_data_repeated_parameter', { name })
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for the form of every id that this directory gives out. */
export const isHsdsId = (text: string): boolean => UUID.test(text)

class Reader {
  readonly #search: URLSearchParams
  constructor(search: URLSearchParams) {
    this.#search = search
  }

  one(name: string): string | undefined {
    return this.#search.get(name) ?? undefined
  }

  number(name: string, least: number, most: number, otherwise: number): number {
    const text = this.one(name)
    if (text === undefined) return otherwise
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new Refused('open_data_not_whole_number', { name, least, most: String(most) })
  }

  flag(name: string): boolean {
    const text = this.one(name)
    if (text === undefined || text === 'false') return false
    if (text === 'true') return true
    throw new Refused('open_data_not_true_or_false', { name })
  }

  id(name: string): string | undefined {
    const text = this.one(name)
    if (text === undefined || isHsdsId(text)) return text?.toLowerCase()
    throw new Refused('open_data_not_an_id', { name })
  }

  /** A day counts from its first moment in UTC. */
  moment(name: string): Temporal.Instant | undefined {
    const text = this.one(name)
    if (text === undefined) return undefined
    // A plus that was not encoded arrives as a space.
    const moment = instantOf(text.replace(' ', '+'))
    if (moment) return moment
    throw new Refused('open_data_not_a_moment', { name })
  }

  locale(name: string): Locale {
    const text = this.one(name) ?? SOURCE_LOCALE
    if (isLocale(text)) return text
    throw new Refused('open_data_not_a_language', { name, known: Object.keys(LOCALES).join(', ') })
  }

  text(name: string): string | undefined {
    const text = this.one(name)?.trim()
    if (text === undefined) return undefined
    if (text !== '' && text.length <= LONGEST_SEARCH && text.isWellFormed() && !text.includes('\0'))
      return text
    throw new Refused('open_data_not_text', { name, most: LONGEST_SEARCH })
  }
}

const instantOf = (text: string) => {
  try {
    const moment = Temporal.Instant.from(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text)
    const year = moment.toZonedDateTimeISO('UTC').year
    return year >= 1900 && year <= 2200 ? moment : undefined
  } catch {
    return undefined
  }
}

/** The list that an address names; `undefined` where there is none of this name. */
export const findHsdsKind = (name: string): HsdsKind | undefined => HSDS_KINDS.find((kind) => kind === name)
