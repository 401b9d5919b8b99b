import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { recordOpened, type Opened } from './openByWays.ts'
import { SESSION_LONGEST } from '../signInRules.ts'
import { recordEvent } from './recordEvent.ts'
import { renewSession } from './sessionRepository.ts'
import type { Shown } from './showSecondFactor.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { HOUR, later, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession } from './userKeys.ts'

/**
 * Opens a session for whose owner the second factor was shown, and answers its new token: the one from before is worth
 * nothing any more. `opened` is the owner's key after what they have shown. The last step of its transaction; the session is locked in it.
 */
export const startFullSession = async (
  tx: Tx,
  ctx: Ctx,
  { sessionId, accountId }: Pick<SignedIn, 'sessionId' | 'accountId'>,
  by: Shown | 'singleSignOn',
  opened: Opened
): Promise<string> => {
  const now = nowOf(ctx)
  const { userKey } = opened
  const { token, hash, key } = makeToken()
  await renewSession(tx, sessionId, {
    tokenHash: hash,
    userKey: sealForSession(key, sessionId, userKey),
    now,
    endsAt: later(now, SESSION_LONGEST * HOUR)
  })
  await tendTeamKeys(tx, ctx, { accountId, userKey })
  await recordOpened(tx, ctx, opened)
  await recordEvent(tx, ctx, {
    event: 'access.session.started',
    record: { kind: 'account', id: accountId },
    payload: { by },
    actor: accountId
  })
  return token
}
