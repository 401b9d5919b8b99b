import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { day, emailAddress, line, webAddress } from './fields.ts'
import { OWN_TAXONOMIES, type Attribute, type OwnTaxonomy } from './schemas.ts'

/** One attribute of one of our own taxonomies. */
export interface OwnAttribute {
  readonly taxonomy: OwnTaxonomy
  readonly code: string
  /** What is said besides the code: a day, an address, a note. */
  readonly value: string | null
  readonly label: string | null
}

/** A record's codes by taxonomy, its own attributes in order, and the findings that refuse it. */
export interface OwnCodes {
  readonly codes: Readonly<Record<OwnTaxonomy, readonly string[]>>
  readonly own: readonly OwnAttribute[]
  readonly refusals: readonly ImportFinding[]
}

const taxonomies = Object.keys(OWN_TAXONOMIES) as OwnTaxonomy[]

/** Taxonomies of which a record has one code at most. */
const SINGLE: readonly (readonly [OwnTaxonomy, ImportReason])[] = [
  ['anlaufstelle:programme', 'directory_import_several_programmes'],
  ['anlaufstelle:capacity', 'directory_import_several_codes'],
  ['anlaufstelle:visibility', 'directory_import_several_codes'],
  ['anlaufstelle:checked-by', 'directory_import_several_codes']
]

/** Two days with a slash, the first not after the last, or `..` for a last one that nobody knows (ISO 8601-2). */
export const readDays = (
  value: string
): { readonly startsOn: string; readonly endsOn: string | null } | undefined => {
  const [first = '', last = '', more] = value.split('/')
  const startsOn = day.safeParse(first).data ?? null
  const endsOn = last.trim() === '..' ? null : (day.safeParse(last).data ?? undefined)
  if (startsOn === null || endsOn === undefined || more !== undefined) return undefined
  return endsOn !== null && endsOn < startsOn ? undefined : { startsOn, endsOn }
}

/** What a value must be, by taxonomy and code. */
const VALUES = new Map(
  Object.entries({
    'anlaufstelle:capacity': day,
    'anlaufstelle:notice alert-until': day,
    'anlaufstelle:channel email': emailAddress,
    'anlaufstelle:channel web': webAddress,
    'anlaufstelle:channel': line(200)
  })
)

/**
 * Reads the attributes of our own taxonomies; those of others are not looked at. Refuses an unknown code, a value
 * that is not what its code needs, more than one programme, capacity, visibility or checking role, and "no papers"
 * beside papers. Codes come without repeats.
 */
export const readOwnCodes = (attributes: readonly Attribute[], field = 'attributes'): OwnCodes => {
  const codes = Object.fromEntries(taxonomies.map((name) => [name, [] as string[]])) as Record<
    OwnTaxonomy,
    string[]
  >
  const own: OwnAttribute[] = []
  const refusals: ImportFinding[] = []
  const refuse = (at: string, reason: ImportReason, params: ImportFinding['params'] = {}) =>
    refusals.push({ field: `${field}${at}`, reason, params })
  attributes.forEach((attribute, index) => {
    const found = ownAttribute(attribute)
    if (found === undefined) return
    const allowed: readonly string[] = OWN_TAXONOMIES[found.taxonomy]
    if (!allowed.includes(found.code)) {
      refuse(`[${index}].taxonomy_term.code`, 'directory_import_unknown_code', { code: found.code })
      return
    }
    const wrong = wrongValue(found)
    if (wrong) refuse(`[${index}].value`, wrong)
    if (!codes[found.taxonomy].includes(found.code)) codes[found.taxonomy].push(found.code)
    own.push(found)
  })
  for (const [taxonomy, reason] of SINGLE) if (codes[taxonomy].length > 1) refuse('', reason)
  const papers = codes['anlaufstelle:papers']
  if (papers.includes('none') && papers.length > 1) refuse('', 'directory_import_papers_contradict')
  return { codes, own, refusals }
}

const ownAttribute = ({ taxonomy_term: term, value, label }: Attribute): OwnAttribute | undefined => {
  const named = [term?.taxonomy, term?.taxonomy_detail?.name]
  const taxonomy = taxonomies.find((name) => named.includes(name))
  return taxonomy && { taxonomy, code: term?.code ?? '', value, label }
}

const wrongValue = ({ taxonomy, code, value }: OwnAttribute): ImportReason | undefined => {
  if (taxonomy === 'anlaufstelle:closure') {
    return readDays(value ?? '') === undefined ? 'directory_import_closure_without_day' : undefined
  }
  const reader = VALUES.get(`${taxonomy} ${code}`) ?? VALUES.get(taxonomy)
  if (reader === undefined) return undefined
  if (value === null) return taxonomy === 'anlaufstelle:capacity' ? undefined : 'directory_import_missing'
  return reader.safeParse(value).error?.issues[0]?.message as ImportReason | undefined
}
