import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { isFreshlyConfirmed } from '../signInRules.ts'
import { selectOpenInvitation } from './openInvitationRepository.ts'
import { sealFlow, type Purpose } from './signOn/flow.ts'
import type { SignOnProvider } from './signOn/signOnProvider.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** Where the browser goes, and what it has to hold when it comes back. */
export interface StartedSignOn {
  readonly address: string
  readonly sealed: string
}

type Started<Reason extends string = never> = Promise<Outcome<StartedSignOn, 'away' | Reason>>

interface SignInWish {
  /** Where to go once signed in; anything but a page of the workspace counts as absent. */
  readonly back?: string | undefined
  /** The provider asks for its password also of those whom it knows. */
  readonly again?: boolean
}

/** Begins a sign-in through the provider. Says `away` where the provider does not answer. */
export const startSignOn = (
  ctx: Ctx,
  provider: SignOnProvider,
  { back, again = false }: SignInWish
): Started => start(ctx, provider, { purpose: { to: 'signIn' }, back: insideOf(back), again })

/**
 * Begins to link an identity with the account of a session; the provider asks for its password, so that nobody links what
 * happens to be signed in there. Refuses a session whose owner has not just shown password and second factor (`confirm`).
 */
export const startLinking = async (
  ctx: Ctx,
  provider: SignOnProvider,
  { stage, accountId, sessionId, actor }: SignedIn,
  back: string
): Started<'confirm'> => {
  if (stage !== 'full' || !isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now())) return refuse('confirm')
  return start(ctx, provider, {
    purpose: { to: 'link', accountId, sessionId },
    back: insideOf(back),
    again: true
  })
}

/** Begins to take up an invitation through the provider. Refuses an invitation that is used, withdrawn or expired (`gone`). */
export const startAccepting = async (ctx: Ctx, provider: SignOnProvider, token: string): Started<'gone'> => {
  const hash = hashOfToken(token)
  const open = hash && (await ctx.read((tx) => selectOpenInvitation(tx, hash, nowOf(ctx))))
  if (!open) return refuse('gone')
  const purpose = { to: 'accept', invitation: hash.toString('base64') } as const
  return start(ctx, provider, { purpose, back: insideOf(undefined), again: false })
}

const start = async (
  ctx: Ctx,
  provider: SignOnProvider,
  { again, ...way }: { readonly purpose: Purpose; readonly back: string; readonly again: boolean }
): Started => {
  const secrets = await provider.makeSecrets()
  const address = await provider.addressFor(secrets, again)
  if (!address.done) return address
  return done({ address: address.value, sealed: sealFlow(ctx, provider.issuer, { ...secrets, ...way }) })
}

const insideOf = (back = '') => (/^\/work(?:[/?][\w\-/?=&%.~]*)?$/.test(back) ? back : '/work')
