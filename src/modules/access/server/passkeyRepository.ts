import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'

const access = (tx: Tx) => tx.$extendTables<AccessTables>()

/** What a challenge is for: a new passkey, or one that is known. */
export type PasskeyPurpose = 'enrol' | 'show'

interface NewChallenge {
  readonly challenge: Buffer
  readonly sessionId: SessionId
  readonly purpose: PasskeyPurpose
  readonly now: Date
  readonly expiresAt: Date
}

/** Keeps a challenge for one use in a session. */
export const insertChallenge = (tx: Tx, { challenge, sessionId, purpose, now, expiresAt }: NewChallenge) =>
  access(tx)
    .insertInto('access_passkey_challenge')
    .values({
      challenge,
      organisation_id: ownOrganisation(),
      session_id: sessionId,
      purpose,
      created_at: now,
      expires_at: expiresAt
    })
    .execute()

/** Deletes the challenges of a session, but for the newest `keep`. */
export const deleteChallenges = (tx: Tx, sessionId: SessionId, keep: number) =>
  access(tx)
    .deleteFrom('access_passkey_challenge')
    .where('challenge', 'in', (select) =>
      select
        .selectFrom('access_passkey_challenge')
        .select('challenge')
        .where('session_id', '=', sessionId)
        .orderBy('created_at', 'desc')
        .orderBy('challenge')
        .offset(keep)
    )
    .execute()

/** Uses up a challenge; answers whether it was the session's, for this purpose, and still holds. */
export const takeChallenge = async (
  tx: Tx,
  { challenge, sessionId, purpose, now }: Pick<NewChallenge, 'challenge' | 'sessionId' | 'purpose' | 'now'>
): Promise<boolean> => {
  const row = await access(tx)
    .deleteFrom('access_passkey_challenge')
    .where('challenge', '=', challenge)
    .where('session_id', '=', sessionId)
    .where('purpose', '=', purpose)
    .returning(['created_at', 'expires_at'])
    .executeTakeFirst()
  return row !== undefined && row.created_at <= now && now < row.expires_at
}

interface NewPasskey {
  readonly id: string
  readonly accountId: AccountId
  readonly label: string
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly signCount: number
  readonly transports: readonly string[]
  readonly now: Date
}

/** Adds a passkey that admits its owner from now on; answers whether nobody had it before. */
export const insertPasskey = async (tx: Tx, passkey: NewPasskey): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await access(tx)
    .insertInto('access_second_factor')
    .values({
      id: passkey.id,
      organisation_id: ownOrganisation(),
      account_id: passkey.accountId,
      kind: 'passkey',
      label: passkey.label,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      sign_count: String(passkey.signCount),
      transports: [...passkey.transports],
      confirmed_at: passkey.now,
      created_at: passkey.now,
      last_used_at: passkey.now
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The passkeys of an account, as its browser is asked for them. */
export const selectPasskeys = (tx: Tx, accountId: AccountId) =>
  access(tx)
    .selectFrom('access_second_factor')
    .select(['credential_id', 'transports'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'passkey')
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** A passkey of an account by what the authenticator calls it. */
export const selectPasskey = (tx: Tx, accountId: AccountId, credentialId: Buffer) =>
  access(tx)
    .selectFrom('access_second_factor')
    .select(['id', 'public_key', 'sign_count'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'passkey')
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()

/** Notes that a passkey was used, and how far it has counted. */
export const usePasskey = (tx: Tx, id: string, signCount: number, now: Date) =>
  access(tx)
    .updateTable('access_second_factor')
    .set({ sign_count: String(signCount), last_used_at: now })
    .where('id', '=', id)
    .execute()
