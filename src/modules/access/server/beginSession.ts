import { randomUUID } from 'node:crypto'
import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { PASSWORD_STAGE_LONGEST } from '../signInRules.ts'
import { insertSession } from './sessionRepository.ts'
import { later, MINUTE } from './times.ts'
import { makeToken } from './tokens.ts'

/** Begins a session of an account whose password was just shown or chosen; it waits for the second factor. Answers its token. */
export const beginSession = async (
  tx: Tx,
  accountId: AccountId,
  device: string,
  now: Date
): Promise<string> => {
  const { token, hash } = makeToken()
  await insertSession(tx, {
    id: randomUUID() as SessionId,
    accountId,
    tokenHash: hash,
    device: device.slice(0, 80),
    now,
    endsAt: later(now, PASSWORD_STAGE_LONGEST * MINUTE)
  })
  return token
}
