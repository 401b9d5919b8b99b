import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse } from '#platform/errors/outcome.ts'
import { PASSWORD_STAGE_LONGEST } from '../signInRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { beginSession } from './beginSession.ts'
import { giveBackAttempt, takeAttempt, takeNote } from './delayRepository.ts'
import { selectIdentity } from './identityQueries.ts'
import { touchIdentity } from './identityRepository.ts'
import { unchanged } from './openByWays.ts'
import { recordEvent } from './recordEvent.ts'
import { hasSecondFactor } from './secondFactorQueries.ts'
import { deleteSession, insertSession } from './sessionRepository.ts'
import type { Arrival, Entered, SignOnOutcome } from './signOn/arrival.ts'
import { startFullSession } from './startFullSession.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'

/**
 * Begins a session of the account that an identity opens, in the place of the one that the browser was in. Refuses an
 * identity that opens none (`unknown`), in the same words where its account is disabled; who asks again and again
 * is slowed down.
 */
export const enterByIdentity = async (
  ctx: Ctx,
  arrival: Arrival
): Promise<SignOnOutcome<Entered, 'unknown'>> => {
  const { issuer, subject } = arrival.identity
  const key = keyOf(ctx, `${issuer} ${subject}`)
  const attempt = await ctx.write((tx) => takeAttempt(tx, key, nowOf(ctx)))
  if ('seconds' in attempt) return { done: false, reason: 'slow', seconds: attempt.seconds }
  const entered = await ctx.write(async (tx) => {
    const now = nowOf(ctx)
    const known = await selectIdentity(tx, arrival.identity)
    const account = known && (await lockActiveAccount(tx, known.accountId))
    if (!account || !(await touchIdentity(tx, known.id, now))) return undefined
    await giveBackAttempt(tx, key, attempt.failures)
    return openSession(tx, ctx, account.id, arrival)
  })
  if (entered) return done(entered)
  await noteRefused(ctx, key, arrival)
  return refuse('unknown')
}

const keyOf = ({ serverKey, organisationId }: Ctx, whose: string) =>
  serverKey.mac('throttle', `sign-on ${organisationId ?? ''} ${whose}`)

/** One event an hour for an account that is known but closed, and one for all identities that nobody has. */
const noteRefused = (ctx: Ctx, key: Buffer, { identity }: Arrival): Promise<void> =>
  ctx.write(async (tx) => {
    const known = await selectIdentity(tx, identity)
    if (!(await takeNote(tx, known ? key : keyOf(ctx, 'nobody'), nowOf(ctx)))) return
    await recordEvent(
      tx,
      ctx,
      known
        ? {
            event: 'access.signIn.failed',
            record: { kind: 'account', id: known.accountId },
            payload: { step: 'singleSignOn' }
          }
        : { event: 'access.signIn.unknown' }
    )
  })

/**
 * Opens a session of a locked account, and ends the one that the browser was in; where that was the same account's, a key that was
 * open in it stays so. It waits for our second factor unless the provider's is enough. The last step of its transaction.
 */
export const openSession = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  { theirs, visit: { session, device } }: Arrival
): Promise<Entered> => {
  const now = nowOf(ctx)
  const replaced = session && (await deleteSession(tx, session.accountId, session.sessionId))
  const own = replaced && session.accountId === accountId && session.stage === 'full'
  const userKey = own ? session.userKey : undefined
  if (replaced) {
    await recordEvent(tx, ctx, {
      event: 'access.session.ended',
      record: { kind: 'account', id: session.accountId },
      payload: { session: session.sessionId, why: 'signedOut' },
      actor: session.accountId
    })
  }
  if (!theirs) {
    const token = await beginSession(tx, ctx, { accountId, userKey, device })
    return { token, next: (await hasSecondFactor(tx, accountId)) ? 'secondFactor' : 'enrol' }
  }
  const sessionId = randomUUID() as SessionId
  const { hash: tokenHash } = makeToken()
  const endsAt = later(now, PASSWORD_STAGE_LONGEST * MINUTE)
  await insertSession(tx, { id: sessionId, accountId, tokenHash, device: device.slice(0, 80), now, endsAt })
  return {
    token: await startFullSession(tx, ctx, { sessionId, accountId }, 'singleSignOn', unchanged({ userKey })),
    next: 'in'
  }
}
