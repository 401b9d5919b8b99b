import { randomBytes } from 'node:crypto'
import type { AuthenticatorTransport } from '@simplewebauthn/server'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../../model.ts'
import { PASSKEY_LONGEST } from '../../passkeyRules.ts'
import {
  deleteChallenges,
  insertChallenge,
  selectPasskeys,
  type PasskeyPurpose
} from '../passkeyRepository.ts'
import { later, MINUTE, nowOf } from '../times.ts'

/** Challenges that a session may have open at a time: pages that were opened again. */
const MOST_OPEN = 5
const BYTES = 32

/** Milliseconds that a browser waits for a passkey. */
export const PATIENCE = PASSKEY_LONGEST * MINUTE

/** A new challenge, kept for one use in the session. */
export const openChallenge = async (
  tx: Tx,
  ctx: Ctx,
  { sessionId }: SignedIn,
  purpose: PasskeyPurpose
): Promise<Uint8Array<ArrayBuffer>> => {
  const [now, challenge] = [nowOf(ctx), randomBytes(BYTES)]
  await deleteChallenges(tx, sessionId, MOST_OPEN - 1)
  await insertChallenge(tx, { challenge, sessionId, purpose, now, expiresAt: later(now, PATIENCE) })
  return new Uint8Array(challenge)
}

/** The passkeys of an account as a browser is told of them. */
export const knownPasskeys = async (tx: Tx, accountId: AccountId) => {
  const rows = await selectPasskeys(tx, accountId)
  return rows.map(({ credential_id: id, transports }) => ({
    id: (id ?? Buffer.alloc(0)).toString('base64url'),
    transports: (transports ?? []) as AuthenticatorTransport[]
  }))
}

/** What a passkey knows its account by: the bytes of the account's id, which tell nobody who it is. */
export const userHandleOf = (accountId: AccountId): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'))
