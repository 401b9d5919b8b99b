import { isMessageKey, textsFor, type MessageKey, type Texts } from '#i18n/texts.ts'
import { OWN_TAXONOMIES, type OwnTaxonomy } from '../hsds/schemas.ts'
import { hsdsId } from './hsdsId.ts'

export interface Taxonomy {
  readonly id: string
  readonly name: OwnTaxonomy
  readonly description: string
}

export interface Term {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly description: string
  readonly taxonomy: OwnTaxonomy
  readonly taxonomy_id: string
  readonly taxonomy_detail: Taxonomy
  readonly language: 'de'
}

/** Names of codes that no page shows in just these words. */
const OWN_NAMES: Readonly<Record<string, MessageKey>> = {
  'access anonymous': 'open_data_access_anonymous',
  'access interpreter': 'open_data_access_interpreter',
  'access by-appointment': 'open_data_access_by_appointment',
  'visibility full': 'open_data_visibility_full',
  'visibility town': 'open_data_visibility_town',
  'visibility hidden': 'open_data_visibility_hidden',
  'capacity unknown': 'open_data_capacity_unknown',
  'channel web': 'open_data_channel_web',
  'checked-by centre': 'open_data_checked_by_centre',
  'checked-by editor': 'open_data_checked_by_editor',
  'checked-by import': 'open_data_checked_by_import',
  'notice alert-until': 'open_data_notice_alert_until'
}

/** The keys under which the public texts may name a code; the first that exists is taken. */
const keysOf = (taxonomy: OwnTaxonomy, code: string) => {
  const family = taxonomy.slice('anlaufstelle:'.length)
  const word = code.replaceAll('-', '_')
  return [OWN_NAMES[`${family} ${code}`] ?? '', `${family}_${word}_short`, `${family}_${word}`]
}

const nameOf = (t: Texts, taxonomy: OwnTaxonomy, code: string) => {
  const key = keysOf(taxonomy, code).find(isMessageKey)
  return key === undefined ? code : (t as (key: string) => string)(key)
}

const taxonomies: readonly Taxonomy[] = (Object.keys(OWN_TAXONOMIES) as OwnTaxonomy[]).map((name) => ({
  id: hsdsId('taxonomy', name),
  name,
  description: name
}))

/** Built when first asked for: texts are not read while a module loads. */
let known: readonly Term[] | undefined

/** Every term of our taxonomies, named in German. */
export const listTerms = (): readonly Term[] => {
  const t = textsFor('de')
  known ??= taxonomies.flatMap((taxonomy) =>
    OWN_TAXONOMIES[taxonomy.name].map((code): Term => {
      const name = nameOf(t, taxonomy.name, code)
      return {
        id: hsdsId('term', taxonomy.name, code),
        code,
        name,
        description: name,
        taxonomy: taxonomy.name,
        taxonomy_id: taxonomy.id,
        taxonomy_detail: taxonomy,
        language: 'de'
      }
    })
  )
  return known
}

export const listTaxonomies = (): readonly Taxonomy[] => taxonomies

const termsById = () => (byId ??= new Map(listTerms().map((term) => [`${term.taxonomy} ${term.code}`, term])))
let byId: ReadonlyMap<string, Term> | undefined

/** What a record says by a code: HSDS `attribute`. `value` and `label` hold what the code alone does not say. */
export const attributeOf = (
  link: string,
  entity: string,
  taxonomy: OwnTaxonomy,
  code: string,
  more: { readonly value?: string; readonly label?: string } = {}
) => {
  const term = termsById().get(`${taxonomy} ${code}`)!
  return {
    id: hsdsId('attribute', link, taxonomy, code, more.value ?? ''),
    link_id: link,
    link_entity: entity,
    taxonomy_term_id: term.id,
    ...more,
    taxonomy_term: term
  }
}

/** The German name of a code. */
export const termName = (taxonomy: OwnTaxonomy, code: string): string =>
  termsById().get(`${taxonomy} ${code}`)?.name ?? code
