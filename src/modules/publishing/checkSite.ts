import type { z } from 'zod'
import { siteFileSchema, type SiteFacts } from './siteFile.ts'

/** A fact that is there but cannot be meant. */
export interface SiteFault {
  /** Where it stands in the file: "organisation.email". Empty: the file as a whole. */
  readonly path: string
  /** Key of the work texts that says what to do. */
  readonly reason: string
}

/** What a site file holds: all facts, or what is wrong and what is missing in it. */
export interface SiteCheck {
  readonly facts: SiteFacts | undefined
  readonly faults: readonly SiteFault[]
  /** Paths of facts that the law asks for and nobody has written down. */
  readonly missing: readonly string[]
}

/**
 * Reads the content of a site file. An empty text, an empty list and `{}` count as not written.
 * `content` is what JSON holds; `undefined` stands for a file that is not there.
 */
export const checkSite = (content: unknown): SiteCheck => {
  const kept = withoutEmpty(content)
  const written = kept === undefined ? {} : kept
  const read = siteFileSchema.safeParse(written)
  const lists = missingLists(written)
  if (read.success && lists.length === 0) return { facts: read.data, faults: [], missing: [] }
  const { faults, missing } = sort(read.error?.issues ?? [], written)
  return { facts: undefined, faults, missing: [...missing, ...lists] }
}

const withoutEmpty = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((item) => item !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([name, item]) => [name, withoutEmpty(item)] as const)
    .filter(([, item]) => item !== undefined)
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

const sort = (issues: readonly z.core.$ZodIssue[], written: unknown) => {
  const faults: SiteFault[] = []
  const missing: string[] = []
  for (const issue of issues) {
    const path = issue.path.map(String)
    if (issue.code === 'unrecognized_keys')
      for (const name of issue.keys)
        faults.push({ path: [...path, name].join('.'), reason: 'publishing_site_unknown_name' })
    else if (valueAt(written, path) === undefined) missing.push(path.join('.'))
    else faults.push({ path: path.join('.'), reason: reasonOf(issue) })
  }
  return { faults, missing }
}

const reasonOf = ({ message }: z.core.$ZodIssue) =>
  message.startsWith('publishing_site_') ? message : 'publishing_site_wrong_kind'

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? (found as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value
  )

/** Lists that have to hold something. Only a portal that calls itself fully accessible needs no barriers. */
const missingLists = (written: unknown): string[] => {
  const full = valueAt(written, ['accessibility', 'state']) === 'full'
  const wanted = ['organisation.representedBy', 'contact.hours', ...(full ? [] : ['accessibility.barriers'])]
  return wanted.filter((path) => valueAt(written, path.split('.')) === undefined)
}
