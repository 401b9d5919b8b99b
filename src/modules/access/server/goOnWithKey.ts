import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { recordOpened, type Opened } from './openByWays.ts'
import { replaceToken } from './sessionRepository.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { makeToken } from './tokens.ts'
import { sealForSession } from './userKeys.ts'

/**
 * Has a locked, full session go on with its owner's key as it is now, under a new token, which it answers. Where the key was opened
 * just now, the keys of their teams are looked after as in a sign-in. The last step of its transaction.
 */
export const goOnWithKey = async (
  tx: Tx,
  ctx: Ctx,
  { sessionId, accountId, userKey: before }: SignedIn,
  opened: Opened
): Promise<string> => {
  const { userKey } = opened
  const { token, hash: tokenHash, key } = makeToken()
  await replaceToken(tx, sessionId, { tokenHash, userKey: sealForSession(key, sessionId, userKey) })
  if (!before) await tendTeamKeys(tx, ctx, { accountId, userKey })
  await recordOpened(tx, ctx, opened)
  return token
}
