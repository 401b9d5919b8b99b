import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import type { PasskeyOptions } from './beginPasskey.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { withSecretAsked } from './passkeys/passkeyKey.ts'
import { knownPasskeys, openChallenge, PATIENCE } from './passkeys/passkeyOptions.ts'
import { webAuthn } from './passkeys/webAuthn.ts'
import { lockSession } from './sessionRepository.ts'
import { nowOf } from './times.ts'

/**
 * Asks for one of the account's passkeys, to be shown within five minutes: to complete a sign-in, or once more in a full
 * session. Nothing where the account has none, or the session has ended.
 */
export const beginPasskeyCheck = async (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite
): Promise<PasskeyOptions | undefined> => {
  const { generateAuthenticationOptions } = await webAuthn()
  return ctx.write(async (tx) => {
    const { accountId } = session
    const open = (await lockActiveAccount(tx, accountId)) && (await lockSession(tx, session, nowOf(ctx)))
    const known = open ? await knownPasskeys(tx, accountId) : []
    if (known.length === 0) return undefined
    const options = await generateAuthenticationOptions({
      rpID: site.id,
      challenge: await openChallenge(tx, ctx, session, 'show'),
      timeout: PATIENCE,
      userVerification: 'required',
      allowCredentials: known
    })
    return { options: withSecretAsked(ctx, accountId, options) }
  })
}
