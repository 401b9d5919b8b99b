import { midnight } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { AuditFilter } from '../schemas.ts'
import { mayDo, type Permission } from '../policy.ts'
import type { Actor } from '../model.ts'
import { selectEntries, type AuditEntry, type EntryWish } from './auditQueries.ts'
import { recordView } from './recordEvent.ts'

/** Entries, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[]
  /** Asked for as `before`, it gives the next page; absent on the last one. */
  readonly next: number | undefined
}

const ON_A_PAGE = 50

/** What a filter means in the chain of an organisation: its days are whole days in Germany. */
export const wishOf = (organisationId: OrganisationId, filter: AuditFilter): EntryWish => ({
  organisationId,
  event: filter.event,
  actor: filter.actor,
  record: filter.record,
  from: filter.from ? midnight(Temporal.PlainDate.from(filter.from)) : undefined,
  until: filter.until ? midnight(Temporal.PlainDate.from(filter.until).add({ days: 1 })) : undefined
})

/** Throws where the actor may not: the guard of the route has already refused them. */
export const requirePermission = (actor: Actor, permission: Permission): void => {
  const { organisationId, accountId } = actor
  if (!mayDo(actor, permission, { organisationId, ownerId: accountId })) {
    throw new Error(`Not permitted: ${permission}`)
  }
}

/** One page of the entries that are meant. */
export const pageOf = async (tx: Tx, wish: EntryWish): Promise<AuditPage> => {
  const entries = await selectEntries(tx, wish, 'newest', ON_A_PAGE + 1)
  const page = entries.slice(0, ON_A_PAGE)
  return { entries: page, next: entries.length > ON_A_PAGE ? page.at(-1)?.position : undefined }
}

/**
 * The audit of the organisation, newest first, for those who look after data protection. Looking is itself written
 * down, with what was looked for.
 */
export const listAuditEvents = (
  ctx: Ctx,
  actor: Actor,
  filter: AuditFilter,
  before?: number
): Promise<AuditPage> => {
  requirePermission(actor, 'audit.view')
  return ctx.write(async (tx) => {
    const page = await pageOf(tx, { ...wishOf(actor.organisationId, filter), before })
    await recordView(tx, ctx, { event: 'access.audit.listed', payload: { ...filter, before } })
    return page
  })
}
