import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { OWN_TAXONOMIES, type Attribute, type OwnTaxonomy } from './schemas.ts'

/** A record's codes by taxonomy, and the findings that refuse it. */
export interface OwnCodes {
  readonly codes: Readonly<Record<OwnTaxonomy, readonly string[]>>
  readonly refusals: readonly ImportFinding[]
}

const taxonomies = Object.keys(OWN_TAXONOMIES) as OwnTaxonomy[]

/**
 * Reads the attributes of our own taxonomies; those of others are not looked at. Refuses an unknown code and
 * more than one programme. Codes come without repeats.
 */
export const readOwnCodes = (attributes: readonly Attribute[]): OwnCodes => {
  const codes = Object.fromEntries(taxonomies.map((name) => [name, [] as string[]])) as Record<
    OwnTaxonomy,
    string[]
  >
  const refusals: ImportFinding[] = []
  const refuse = (index: number, reason: ImportReason, params: ImportFinding['params']) =>
    refusals.push({ field: `attributes[${index}].taxonomy_term.code`, reason, params })
  attributes.forEach(({ taxonomy_term: term }, index) => {
    const named = [term?.taxonomy, term?.taxonomy_detail?.name]
    const taxonomy = taxonomies.find((name) => named.includes(name))
    if (taxonomy === undefined) return
    const code = term?.code ?? ''
    const allowed: readonly string[] = OWN_TAXONOMIES[taxonomy]
    if (!allowed.includes(code)) refuse(index, 'directory_import_unknown_code', { code })
    else if (!codes[taxonomy].includes(code)) codes[taxonomy].push(code)
  })
  if (codes['anlaufstelle:programme'].length > 1) {
    refusals.push({ field: 'attributes', reason: 'directory_import_several_programmes', params: {} })
  }
  return { codes, refusals }
}
