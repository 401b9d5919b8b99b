import { accessEvents, mayDo } from '#modules/access/index.ts'
import { guard, listAuditEvents } from '#modules/access/server/index.ts'
import { positionIn } from '../positionIn.ts'
import { filterIn } from './filterIn.ts'
import type { PageServerLoad } from './$types'

export const load = guard('audit.view', async ({ url }, { actor, ctx }) => {
  const { filter, typed, errors } = filterIn(url)
  const { entries, next } = await listAuditEvents(ctx, actor, filter, positionIn(url))
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  ).toString()
  return {
    entries,
    typed,
    errors,
    events: Object.keys(accessEvents),
    mayExport: mayDo(actor, 'audit.export'),
    query: query && `?${query}`,
    older: next && `?${query ? `${query}&` : ''}before=${next}`
  }
}) satisfies PageServerLoad
