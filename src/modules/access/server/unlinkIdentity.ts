import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { LinkedIdentity, SignedIn } from '../model.ts'
import { selectAccount } from './accountQueries.ts'
import { selectIdentitiesOf } from './identityQueries.ts'
import { deleteIdentity } from './identityRepository.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { recordEvent } from './recordEvent.ts'
import { tellOwner } from './tellOwner.ts'

/** The identities by which a person signs in, the oldest first. */
export const listIdentities = (
  ctx: Ctx,
  { accountId }: Pick<SignedIn, 'accountId'>
): Promise<readonly LinkedIdentity[]> =>
  ctx.read(async (tx) => {
    const rows = await selectIdentitiesOf(tx, accountId)
    return rows.map(({ id, issuer, created_at: linked, last_used_at: used }) => ({
      id,
      issuer,
      linkedAt: Temporal.Instant.fromEpochMilliseconds(linked.getTime()),
      lastUsedAt: used ? Temporal.Instant.fromEpochMilliseconds(used.getTime()) : undefined
    }))
  })

/**
 * Takes an identity from a person's account. Refuses one that is not there (`gone`), the last one of an account without a
 * password, which nobody could sign in to any more (`last`), and a session whose owner has not just shown password and second
 * factor (`confirm`).
 */
export const unlinkIdentity = (
  ctx: Ctx,
  session: SignedIn,
  id: string
): Promise<Outcome<undefined, 'last' | 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId } = session
    const identities = await selectIdentitiesOf(tx, accountId)
    if (!identities.some((one) => one.id === id)) return refuse('gone')
    const account = await selectAccount(tx, accountId)
    if (identities.length === 1 && !account?.password) return refuse('last')
    await deleteIdentity(tx, accountId, id)
    await tellOwner(tx, ctx, session.actor, 'identityUnlinked')
    await recordEvent(tx, ctx, {
      event: 'access.identity.unlinked',
      record: { kind: 'account', id: accountId },
      payload: { identity: id },
      actor: accountId
    })
    return done(undefined)
  })
