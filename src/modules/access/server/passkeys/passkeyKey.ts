import { createHash } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../../model.ts'
import { openByWays, type Opened } from '../openByWays.ts'
import { tellOwner } from '../tellOwner.ts'
import type { ShownWay } from '../userKeys.ts'

/**
 * What a passkey computes its secret of, in base64url: the same for all of an account, for each passkey computes with a key of its
 * own (WebAuthn Level 3, §10.1.4). It need not be secret.
 */
const saltOf = ({ organisationId }: Ctx, accountId: AccountId): string =>
  createHash('sha256')
    .update(`anlaufstelle user key 1 ${organisationId ?? ''} ${accountId}`)
    .digest('base64url')

/** WebAuthn's options as JSON, which also ask the passkey to compute its secret. Where it cannot, it leaves that out. */
export const withSecretAsked = (ctx: Ctx, accountId: AccountId, options: object): string => {
  const { extensions = {} } = options as { readonly extensions?: object }
  const prf = { eval: { first: saltOf(ctx, accountId) } }
  return JSON.stringify({ ...options, extensions: { ...extensions, prf } })
}

/** A passkey that was rightly shown as a way to its owner's key; none where it computed no secret. */
export const wayOfPasskey = (
  accountId: AccountId,
  factorId: string,
  secret: string | undefined
): readonly ShownWay[] => {
  if (!secret) return []
  const use = `passkey wrapping key 1 ${accountId} ${factorId}`
  return [{ way: 'passkey', factorId, wrappingKey: deriveKey(Buffer.from(secret, 'base64url'), use) }]
}

/** Opens a key as `openByWays` does, and tells its owner by mail of a passkey that opens it from now on. */
export const openAndTell = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  shown: readonly ShownWay[]
): Promise<Opened> => {
  const opened = await openByWays(tx, ctx, session, shown)
  const added = opened.events.some(
    ({ event, payload }) => event === 'access.userKey.wayAdded' && payload.way === 'passkey'
  )
  if (added) await tellOwner(tx, ctx, session.actor, 'passkeyOpensKey')
  return opened
}
