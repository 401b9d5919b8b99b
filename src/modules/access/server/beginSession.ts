import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { PASSWORD_STAGE_LONGEST } from '../signInRules.ts'
import type { RightPassword } from './passwords/passwordWork.ts'
import { insertSession } from './sessionRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession, unlockByPassword } from './userKeys.ts'

interface Beginning {
  readonly accountId: AccountId
  /** Opens the account's key; absent for those who sign in elsewhere, whose key stays locked. */
  readonly password?: RightPassword
  readonly device: string
}

/** Begins a session of a locked account; it waits for the second factor. Answers its token. */
export const beginSession = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, password, device }: Beginning
): Promise<string> => {
  const now = nowOf(ctx)
  const { token, hash, key } = makeToken()
  const id = randomUUID() as SessionId
  const userKey = password && (await unlockByPassword(tx, ctx, accountId, password.wrappingKey))
  await insertSession(tx, {
    id,
    accountId,
    tokenHash: hash,
    userKey: sealForSession(key, id, userKey),
    device: device.slice(0, 80),
    now,
    endsAt: later(now, PASSWORD_STAGE_LONGEST * MINUTE)
  })
  return token
}
