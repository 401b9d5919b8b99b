import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { selectInstallation } from './installationQueries.ts'
import { mayEnrol } from './mayEnrol.ts'
import { knownPasskeys, openChallenge, PATIENCE, userHandleOf } from './passkeys/passkeyOptions.ts'
import { withSecretAsked } from './passkeys/passkeyKey.ts'
import { KEY_KINDS } from './passkeys/verifyPasskey.ts'
import { webAuthn } from './passkeys/webAuthn.ts'
import { lockSession } from './sessionRepository.ts'
import { nowOf } from './times.ts'

/** What a page hands to the browser so that it asks for a passkey: WebAuthn's options as JSON. */
export interface PasskeyOptions {
  readonly options: string
}

/**
 * Begins a passkey for the account of a session: it has to be made within five minutes. Refuses as `beginTotp` does: a
 * session that still owes the second factor which its account already has (`gone`), and a full one whose owner has not
 * just shown password and second factor (`confirm`).
 */
export const beginPasskey = async (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite
): Promise<Outcome<PasskeyOptions, 'gone' | 'confirm'>> => {
  const { generateRegistrationOptions } = await webAuthn()
  return ctx.write(async (tx) => {
    const { accountId, actor } = session
    const open = (await lockActiveAccount(tx, accountId)) && (await lockSession(tx, session, nowOf(ctx)))
    const refusal = open ? await mayEnrol(tx, ctx, session) : 'gone'
    if (refusal) return refuse(refusal)
    const installation = await selectInstallation(tx)
    const options = await generateRegistrationOptions({
      rpName: `Anlaufstelle ${installation?.name ?? ''}`.trim(),
      rpID: site.id,
      userID: userHandleOf(accountId),
      userName: actor.email,
      userDisplayName: actor.name,
      challenge: await openChallenge(tx, ctx, session, 'enrol'),
      timeout: PATIENCE,
      attestationType: 'none',
      excludeCredentials: await knownPasskeys(tx, accountId),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      supportedAlgorithmIDs: KEY_KINDS
    })
    return done({ options: withSecretAsked(ctx, accountId, options) })
  })
}
