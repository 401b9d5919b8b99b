import { csvCell } from '#platform/csv/csvCell.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ZONE } from '#platform/clock/clock.ts'
import type { AuditFilter } from '../schemas.ts'
import type { Actor } from '../model.ts'
import { countEntries, selectEntries, type AuditEntry, type EntryWish } from './auditQueries.ts'
import { requirePermission, wishOf } from './listAuditEvents.ts'
import { recordEvent } from './recordEvent.ts'

const COLUMNS = [
  'position',
  'time',
  'event',
  'actor_id',
  'actor',
  'record_kind',
  'record_id',
  'record',
  'details'
]
const AT_ONCE = 1_000

/**
 * The entries that are meant as CSV (RFC 4180, UTF-8 with byte order mark, cells a spreadsheet would compute are
 * protected), oldest first, piece by piece. That they leave is written down before the first piece; what is written
 * down later is not in it.
 */
export const exportAuditEvents = async (
  ctx: Ctx,
  actor: Actor,
  filter: AuditFilter
): Promise<AsyncIterable<string>> => {
  requirePermission(actor, 'audit.export')
  const wish = wishOf(actor.organisationId, filter)
  const last = await ctx.write(async (tx) => {
    const found = await countEntries(tx, wish)
    await recordEvent(tx, ctx, {
      event: 'access.audit.exported',
      payload: { ...filter, count: found.count }
    })
    return found.last
  })
  return csvOf(ctx, { ...wish, upTo: last })
}

async function* csvOf(ctx: Ctx, wish: EntryWish): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`
  let after: number | undefined
  for (;;) {
    const entries = await ctx.read((tx) => selectEntries(tx, { ...wish, after }, 'oldest', AT_ONCE))
    if (entries.length > 0) yield entries.map(lineOf).join('')
    if (entries.length < AT_ONCE) return
    after = entries.at(-1)!.position
  }
}

const lineOf = ({ position, occurredAt, event, actor, record, payload }: AuditEntry) => {
  const details = Object.entries(payload).map(([key, value]) => `${key}=${value}`)
  const cells = [
    String(position),
    occurredAt.toString({ timeZone: ZONE }),
    event,
    actor?.id,
    actor?.name,
    record?.kind,
    record?.id,
    record?.name,
    details.join(' ')
  ]
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}
