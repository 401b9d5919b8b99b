import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { readShownPasskey } from '../passkeyAnswer.ts'
import { mayCount, type PasskeySite } from '../passkeyRules.ts'
import { selectPasskey, takeChallenge, usePasskey } from './passkeyRepository.ts'
import { wayOfPasskey } from './passkeys/passkeyKey.ts'
import { userHandleOf } from './passkeys/passkeyOptions.ts'
import { challengeIn, verifyShown } from './passkeys/verifyPasskey.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'
import type { ShownWay } from './userKeys.ts'

/** What a browser sends of a passkey that was shown. */
export interface AnsweredPasskey {
  /** What it answered, as JSON. */
  readonly answer: string
  /** What the passkey computed for the key of its owner, where it can: 32 bytes in base64url. The signature does not cover it. */
  readonly secret?: string | undefined
}

/**
 * Uses one of the account's passkeys, by what its browser answered, and answers its id. Each challenge is taken once, right or wrong. A
 * passkey that signs rightly and has not counted on is a copy: it is refused, and the audit says so; then that is the
 * transaction's last statement.
 */
const showPasskey = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  answer: string
): Promise<string | undefined> => {
  const { accountId, sessionId } = session
  const shown = readShownPasskey(answer)
  const challenge = shown && (await challengeIn(shown))
  const now = nowOf(ctx)
  if (!challenge || !(await takeChallenge(tx, { challenge, sessionId, purpose: 'show', now })))
    return undefined
  const own = Buffer.from(userHandleOf(accountId)).toString('base64url')
  if ((shown.response.userHandle ?? own) !== own) return undefined
  const passkey = await selectPasskey(tx, accountId, Buffer.from(shown.id, 'base64url'))
  if (!passkey?.public_key) return undefined
  const counted = await verifyShown(shown, challenge, site, passkey.public_key)
  if (counted === undefined) return undefined
  if (!mayCount(Number(passkey.sign_count), counted)) {
    await recordEvent(tx, ctx, {
      event: 'access.factor.suspected',
      record: { kind: 'account', id: accountId },
      payload: { factor: passkey.id },
      actor: accountId
    })
    return undefined
  }
  await usePasskey(tx, passkey.id, counted, now)
  return passkey.id
}

/** Uses a passkey as `showPasskey` does; answers it as a way to the key of its owner, none where it computed no secret. Nothing where it is not right. */
export const showPasskeyAsWay = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  { answer, secret }: AnsweredPasskey
): Promise<readonly ShownWay[] | undefined> => {
  const id = await showPasskey(tx, ctx, session, site, answer)
  return id === undefined ? undefined : wayOfPasskey(session.accountId, id, secret)
}
