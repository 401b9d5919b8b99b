import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { GrantId, Role, TeamId } from '../model.ts'
import { insertFirstGrant } from './accountRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'

interface FirstRole {
  readonly role: Role
  readonly teamId?: TeamId | null
  readonly grantedBy?: AccountId | null
}

/** Gives a new account the roles it begins with, from today on, and tells the audit of the account and of them. The last step of its transaction. */
export const giveFirstRoles = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  { roles, invitation }: { readonly roles: readonly FirstRole[]; readonly invitation?: string }
): Promise<void> => {
  const from = todayIn(ctx.clock)
  const record = { kind: 'account', id: accountId } as const
  const granted = roles.map((role) => ({ ...role, id: randomUUID() as GrantId, accountId, from }))
  for (const grant of granted) await insertFirstGrant(tx, grant, nowOf(ctx))
  await recordEvent(tx, ctx, {
    event: 'access.account.created',
    record,
    payload: { invitation },
    actor: accountId
  })
  for (const { id: grant, role, teamId: team } of granted) {
    await recordEvent(tx, ctx, {
      event: 'access.role.granted',
      record,
      payload: { grant, role, team, from: from.toString() },
      actor: accountId
    })
  }
}
