import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { PASSWORD_STAGE_LONGEST } from '../signInRules.ts'
import type { UserKey } from '../model.ts'
import type { RightPassword } from './passwords/passwordWork.ts'
import { insertSession } from './sessionRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { openByWays, recordOpened } from './openByWays.ts'
import { sealForSession, type ShownWay } from './userKeys.ts'

interface Beginning {
  readonly accountId: AccountId
  /** Opens the account's key; absent for those who sign in elsewhere, whose key stays locked. */
  readonly password?: RightPassword
  /** The key, where the session that this one takes the place of had it open. */
  readonly userKey?: UserKey | undefined
  readonly device: string
}

/** Begins a session of a locked account; it waits for the second factor. Answers its token. */
export const beginSession = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, password, userKey, device }: Beginning
): Promise<string> => {
  const now = nowOf(ctx)
  const { token, hash, key } = makeToken()
  const id = randomUUID() as SessionId
  const ways: ShownWay[] = password ? [{ way: 'password', wrappingKey: password.wrappingKey }] : []
  const opened = await openByWays(tx, ctx, { accountId, userKey }, ways)
  await insertSession(tx, {
    id,
    accountId,
    tokenHash: hash,
    userKey: sealForSession(key, id, opened.userKey),
    device: device.slice(0, 80),
    now,
    endsAt: later(now, PASSWORD_STAGE_LONGEST * MINUTE)
  })
  await recordOpened(tx, ctx, opened)
  return token
}
