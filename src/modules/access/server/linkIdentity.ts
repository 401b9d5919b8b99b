import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse } from '#platform/errors/outcome.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { insertIdentity } from './identityRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { lockSession, replaceToken } from './sessionRepository.ts'
import type { Arrival, Entered, SignOnOutcome } from './signOn/arrival.ts'
import type { Purpose } from './signOn/flow.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession } from './userKeys.ts'

type Linking = Extract<Purpose, { readonly to: 'link' }>

/**
 * Links an identity with the account whose session went to the provider; the session goes on under a new token. Refuses
 * where the browser is in another session by now, or it has ended (`gone`), and where identity or account is linked already (`taken`).
 */
export const linkIdentity = (
  ctx: Ctx,
  { accountId, sessionId }: Linking,
  { identity, visit: { session } }: Arrival
): Promise<SignOnOutcome<Entered, 'gone' | 'taken'>> =>
  ctx.write(async (tx) => {
    const now = nowOf(ctx)
    if (session?.sessionId !== sessionId || session.accountId !== accountId) return refuse('gone')
    const open = (await lockActiveAccount(tx, accountId)) && session.stage === 'full'
    if (!open || !(await lockSession(tx, session, now))) return refuse('gone')
    const { issuer, subject } = identity
    const id = randomUUID()
    if (!(await insertIdentity(tx, { id, accountId, issuer, subject }, now))) return refuse('taken')
    const { token, hash, key } = makeToken()
    await replaceToken(tx, sessionId, {
      tokenHash: hash,
      userKey: sealForSession(key, sessionId, session.userKey)
    })
    await tellOwner(tx, ctx, session.actor, 'identityLinked')
    await recordEvent(tx, ctx, {
      event: 'access.identity.linked',
      record: { kind: 'account', id: accountId },
      payload: { identity: id },
      actor: accountId
    })
    return done({ token, next: 'linked' })
  })
