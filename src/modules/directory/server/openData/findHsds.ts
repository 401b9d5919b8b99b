import type { Ctx } from '#platform/ctx.ts'
import type { OfferId, ProviderId, ServiceId } from '../../model.ts'
import { listOfferEntriesById, listProvidersById, listServicesById } from '../openDataQueries.ts'
import { listTaxonomies, listTerms } from './hsdsTerms.ts'
import { fullOrganizations, fullServices, fullServicesAtLocations } from './nestRecords.ts'
import { NOTHING_HERE, type OpenDataAnswer } from './openDataFault.ts'
import { isHsdsId, readRecordQuestion, type HsdsKind } from './readQuestion.ts'

/**
 * One record with everything nested. What does not exist, is not public or belongs to another organisation is
 * refused in the same words.
 */
export const findHsds = async (
  ctx: Ctx,
  kind: HsdsKind,
  id: string,
  search: URLSearchParams
): Promise<OpenDataAnswer<object>> => {
  const question = readRecordQuestion(kind, search)
  if (!question.ok) return question
  const record = isHsdsId(id)
    ? await recordOf(ctx, kind, id.toLowerCase(), question.value.fullService)
    : undefined
  return record ? { ok: true, value: record } : NOTHING_HERE
}

const recordOf = async (
  ctx: Ctx,
  kind: HsdsKind,
  id: string,
  fullService: boolean
): Promise<object | undefined> => {
  switch (kind) {
    case 'services':
      return ctx.read(async (tx) => {
        const rows = await listServicesById(tx, [id as ServiceId])
        return (await fullServices(ctx, tx, rows))[0]
      })
    case 'organizations':
      return ctx.read(async (tx) => {
        const rows = await listProvidersById(tx, [id as ProviderId])
        return (await fullOrganizations(ctx, tx, rows, fullService))[0]
      })
    case 'service_at_locations':
      return ctx.read(async (tx) => {
        const rows = await listOfferEntriesById(tx, [id as OfferId])
        return (await fullServicesAtLocations(ctx, tx, rows))[0]
      })
    case 'taxonomies':
      return listTaxonomies().find((taxonomy) => taxonomy.id === id)
    case 'taxonomy_terms':
      return listTerms().find((term) => term.id === id)
  }
}
