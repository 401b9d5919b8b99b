import type { Ctx } from '#platform/ctx.ts'
import type { Actor } from '../model.ts'
import { pageOf, requirePermission, type AuditPage } from './listAuditEvents.ts'
import { recordView } from './recordEvent.ts'

/**
 * Who looked at the actor's own account or changed it, newest first: colleagues, and attempts by whom nobody knows.
 * What they did themselves is left out.
 */
export const listWhoLookedAt = (ctx: Ctx, actor: Actor, before?: number): Promise<AuditPage> => {
  requirePermission(actor, 'audit.viewMine')
  const { organisationId, accountId } = actor
  return ctx.write(async (tx) => {
    const page = await pageOf(tx, { organisationId, record: accountId, notBy: accountId, before })
    await recordView(tx, ctx, {
      event: 'access.audit.mineListed',
      record: { kind: 'account', id: accountId }
    })
    return page
  })
}
