import type { Ctx } from '#platform/ctx.ts'
import type { Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import type { OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { goOnWithKey } from './goOnWithKey.ts'
import { openAndTell } from './passkeys/passkeyKey.ts'
import { lockSession } from './sessionRepository.ts'
import { showPasskeyAsWay, type AnsweredPasskey } from './showPasskey.ts'
import { nowOf } from './times.ts'
import { tryInSession } from './tryInSession.ts'

interface Shown {
  readonly token: string
  /** How the passkey and the key go together now: it opens it, does not, or computes no secret. */
  readonly key: 'open' | 'locked' | 'noSecret'
}

/**
 * Has a signed-in person show a passkey for their key: it opens a locked one, and from now on also one that is open by something else. The session
 * goes on under a new token. Refuses a passkey that is not rightly shown (`wrong`); wrong attempts slow the account down.
 */
export const unlockByPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  shown: AnsweredPasskey
): Promise<Outcome<Shown, 'wrong'> | Wait<'slow' | 'busy'>> =>
  tryInSession<Shown>(
    ctx,
    session,
    async (attempt) => (await show(ctx, session, attempt, site, shown)) ?? { wrong: 'passkey' }
  )

const show = (
  ctx: Ctx,
  session: SignedIn,
  { key: attempt, failures }: OpenAttempt,
  site: PasskeySite,
  shown: AnsweredPasskey
): Promise<Shown | undefined> =>
  ctx.write(async (tx) => {
    const open =
      (await lockActiveAccount(tx, session.accountId)) && (await lockSession(tx, session, nowOf(ctx)))
    const ways = open ? await showPasskeyAsWay(tx, ctx, session, site, shown) : undefined
    if (!ways) return undefined
    await giveBackAttempt(tx, attempt, failures)
    const opened = await openAndTell(tx, ctx, session, ways)
    const key = ways.length === 0 ? 'noSecret' : opened.userKey ? 'open' : 'locked'
    return { token: await goOnWithKey(tx, ctx, session, opened), key }
  })
