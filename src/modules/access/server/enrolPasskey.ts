import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { readMadePasskey } from '../passkeyAnswer.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { giveCodes, type Enrolled } from './enrolTotp.ts'
import { mayEnrol } from './mayEnrol.ts'
import { deleteChallenges, insertPasskey, takeChallenge } from './passkeyRepository.ts'
import { challengeIn, verifyMade } from './passkeys/verifyPasskey.ts'
import { openByWays, recordOpened } from './openByWays.ts'
import { wayOfPasskey } from './passkeys/passkeyKey.ts'
import { recordEvent } from './recordEvent.ts'
import { countOneTimeCodes } from './secondFactorQueries.ts'
import { deleteBegunTotp } from './secondFactorRepository.ts'
import { lockSession } from './sessionRepository.ts'
import { startFullSession } from './startFullSession.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'

interface NewPasskey {
  /** What the browser answered, as JSON. */
  readonly answer: string
  /** What they call the device: 1 to 80 characters. */
  readonly label: string
  /** What the passkey computed for the key of its owner, where it can: 32 bytes in base64url. */
  readonly secret?: string | undefined
}

/**
 * Adds a passkey; from then on it admits its owner, and opens their key where it is open now and the passkey computes a secret. A session that waited for the second factor goes on under a new
 * token. Refuses an answer that is not to a challenge of the session from the last five minutes, was given elsewhere,
 * by nobody whom the device has recognised, or by a passkey that somebody has already (`wrong`); a session that may not
 * add one (`gone`); and a full one whose owner has not just shown password and second factor (`confirm`).
 */
export const enrolPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  { answer, label, secret }: NewPasskey
): Promise<Outcome<Enrolled, 'wrong' | 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    const now = nowOf(ctx)
    const open = (await lockActiveAccount(tx, accountId)) && (await lockSession(tx, session, now))
    const refusal = open ? await mayEnrol(tx, ctx, session) : 'gone'
    if (refusal) return refuse(refusal)
    const made = readMadePasskey(answer)
    const challenge = made && (await challengeIn(made))
    if (!challenge || !(await takeChallenge(tx, { challenge, sessionId, purpose: 'enrol', now })))
      return refuse('wrong')
    const passkey = await verifyMade(made, challenge, site)
    if (!passkey) return refuse('wrong')
    const id = randomUUID()
    const { transports } = made.response
    const kept = { ...passkey, id, accountId, label: label.slice(0, 80), transports, now }
    if (!(await insertPasskey(tx, kept))) return refuse('wrong')
    await deleteBegunTotp(tx, accountId, 0)
    await deleteChallenges(tx, sessionId, 0)
    const codes = (await countOneTimeCodes(tx, accountId)) === 0 ? await giveCodes(tx, session, now) : []
    const opened = await openByWays(tx, ctx, session, wayOfPasskey(accountId, id, secret))
    await tellOwner(tx, ctx, session.actor, 'passkeyAdded')
    await recordEvent(tx, ctx, {
      event: 'access.factor.added',
      record: { kind: 'account', id: accountId },
      payload: { factor: id, kind: 'passkey' },
      actor: accountId
    })
    if (session.stage !== 'full')
      return done({ token: await startFullSession(tx, ctx, session, 'passkey', opened), codes })
    await recordOpened(tx, ctx, opened)
    return done({ codes })
  })
