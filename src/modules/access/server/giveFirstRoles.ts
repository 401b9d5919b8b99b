import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { GrantId, Role, TeamId } from '../model.ts'
import { insertGrant } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'

interface FirstRoles {
  readonly organisationId: OrganisationId
  readonly roles: readonly { readonly role: Role; readonly teamId?: TeamId | undefined }[]
  /** Who invited them. */
  readonly grantedBy?: AccountId | null
  readonly invitation?: string
}

/**
 * Gives a new account the roles it begins with, from today on, and tells the audit of the account and of them. The last
 * step of its transaction.
 */
export const giveFirstRoles = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  { organisationId, roles, grantedBy = null, invitation }: FirstRoles
): Promise<void> => {
  const [at, validFrom] = [nowOf(ctx), todayIn(ctx.clock).toString()]
  const record = { kind: 'account', id: accountId } as const
  const granted = roles.map((role) => ({ ...role, id: randomUUID() as GrantId }))
  for (const { teamId, ...grant } of granted) {
    const place = teamId ? { teamId } : {}
    await insertGrant(tx, { ...grant, ...place, accountId, organisationId, grantedBy, validFrom, at })
  }
  await recordEvent(tx, ctx, {
    event: 'access.account.created',
    record,
    payload: { invitation },
    actor: accountId
  })
  for (const { id: grant, role, teamId: team } of granted) {
    const payload = { grant, role, team, from: validFrom }
    await recordEvent(tx, ctx, { event: 'access.role.granted', record, payload, actor: accountId })
  }
}
