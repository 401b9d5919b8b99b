import type { Ctx } from '#platform/ctx.ts'
import {
  listOfferEntries,
  listProviderEntries,
  listServiceEntries,
  listServiceMoments
} from '../openDataQueries.ts'
import { organizationOf } from './hsdsRecords.ts'
import { listTaxonomies, listTerms } from './hsdsTerms.ts'
import {
  fullOrganizations,
  fullServices,
  fullServicesAtLocations,
  shortServices,
  shortServicesAtLocations
} from './nestRecords.ts'
import type { OpenDataAnswer } from './openDataFault.ts'
import { openDataPage, type OpenDataPage } from './openDataPage.ts'
import { readQuestion, type HsdsKind, type HsdsQuestion } from './readQuestion.ts'

/**
 * One page of a list of the Human Services Data Specification 3.1, as the public may see it. Refuses parameters that
 * it does not know or understand.
 */
export const listHsds = async (
  ctx: Ctx,
  kind: HsdsKind,
  search: URLSearchParams
): Promise<OpenDataAnswer<OpenDataPage>> => {
  const question = readQuestion(kind, search)
  if (!question.ok) return question
  return { ok: true, value: await pageOf(ctx, kind, question.value) }
}

const pageOf = async (ctx: Ctx, kind: HsdsKind, question: HsdsQuestion): Promise<OpenDataPage> => {
  if (question.nothing) return openDataPage([], 0, question)
  const slice = { offset: (question.page - 1) * question.perPage, limit: question.perPage }
  switch (kind) {
    case 'services':
      return pageOfServices(ctx, question, slice)
    case 'organizations':
      return ctx.read(async (tx) => {
        const { rows, total } = await listProviderEntries(tx, question.filter, slice)
        const items =
          question.full || question.fullService
            ? await fullOrganizations(ctx, tx, rows, question.fullService)
            : rows.map(organizationOf)
        return openDataPage(items, total, question)
      })
    case 'service_at_locations':
      return ctx.read(async (tx) => {
        const { rows, total } = await listOfferEntries(tx, question.filter, slice)
        const nest = question.full ? fullServicesAtLocations : shortServicesAtLocations
        return openDataPage(await nest(ctx, tx, rows), total, question)
      })
    case 'taxonomies':
      return part(matching(listTaxonomies(), question), question, slice)
    case 'taxonomy_terms':
      return part(
        matching(listTerms(), question).filter(
          (term) => (question.taxonomyId ?? term.taxonomy_id) === term.taxonomy_id
        ),
        question,
        slice
      )
  }
}

interface Slice {
  readonly offset: number
  readonly limit: number
}

const pageOfServices = (ctx: Ctx, question: HsdsQuestion, slice: Slice) =>
  ctx.read(async (tx) => {
    if (question.minimal) {
      const { rows, total } = await listServiceMoments(tx, question.filter, slice)
      const items = rows.map((row) => ({
        id: row.service_id,
        modified_date: row.modified_at.toISOString()
      }))
      return openDataPage(items, total, question)
    }
    const { rows, total } = await listServiceEntries(tx, question.filter, slice)
    const nest = question.full ? fullServices : shortServices
    return openDataPage(await nest(ctx, tx, rows), total, question)
  })

/** No term of ours has another above it: a list of children is empty. */
const matching = <Item extends { readonly name: string }>(
  items: readonly Item[],
  { filter: { search }, parentId }: HsdsQuestion
): readonly Item[] =>
  parentId !== undefined
    ? []
    : items.filter((item) => item.name.toLowerCase().includes((search ?? '').toLowerCase()))

const part = (items: readonly object[], question: HsdsQuestion, { offset, limit }: Slice) =>
  openDataPage(items.slice(offset, offset + limit), items.length, question)
