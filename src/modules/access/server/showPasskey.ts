import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { readShownPasskey } from '../passkeyAnswer.ts'
import { mayCount, type PasskeySite } from '../passkeyRules.ts'
import { selectPasskey, takeChallenge, usePasskey } from './passkeyRepository.ts'
import { userHandleOf } from './passkeys/passkeyOptions.ts'
import { challengeIn, verifyShown } from './passkeys/verifyPasskey.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'

/**
 * Uses one of the account's passkeys, by what its browser answered. Each challenge is taken once, right or wrong. A
 * passkey that signs rightly and has not counted on is a copy: it is refused, and the audit says so; then that is the
 * transaction's last statement.
 */
export const showPasskey = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  answer: string
): Promise<boolean> => {
  const { accountId, sessionId } = session
  const shown = readShownPasskey(answer)
  const challenge = shown && (await challengeIn(shown))
  const now = nowOf(ctx)
  if (!challenge || !(await takeChallenge(tx, { challenge, sessionId, purpose: 'show', now }))) return false
  const own = Buffer.from(userHandleOf(accountId)).toString('base64url')
  if ((shown.response.userHandle ?? own) !== own) return false
  const passkey = await selectPasskey(tx, accountId, Buffer.from(shown.id, 'base64url'))
  if (!passkey?.public_key) return false
  const counted = await verifyShown(shown, challenge, site, passkey.public_key)
  if (counted === undefined) return false
  if (!mayCount(Number(passkey.sign_count), counted)) {
    await recordEvent(tx, ctx, {
      event: 'access.factor.suspected',
      record: { kind: 'account', id: accountId },
      payload: { factor: passkey.id },
      actor: accountId
    })
    return false
  }
  await usePasskey(tx, passkey.id, counted, now)
  return true
}
