import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import { SIGN_ON_LONGEST } from '../../signOnRules.ts'
import { MINUTE } from '../times.ts'
import type { Secrets } from './signOnProvider.ts'

/** What somebody goes to the provider for. */
export type Purpose =
  | { readonly to: 'signIn' }
  /** To link the identity with the account of a session. */
  | { readonly to: 'link'; readonly accountId: AccountId; readonly sessionId: SessionId }
  /** To take up the invitation whose token has this hash, in Base64. */
  | { readonly to: 'accept'; readonly invitation: string }

/** One way through the provider. Only the browser that began it holds it, sealed. */
export interface Flow extends Secrets {
  /** The way is taken once. */
  readonly id: string
  readonly purpose: Purpose
  /** A local path. */
  readonly back: string
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Characters of a way back: a cookie holds no more than 4 KiB. */
const LONGEST_BACK = 600

const schema = z.strictObject({
  id: z.uuid(),
  state: z.string().min(20),
  nonce: z.string().min(20),
  verifier: z.string().min(43),
  back: z.string().max(LONGEST_BACK),
  until: z.int(),
  purpose: z.discriminatedUnion('to', [
    z.strictObject({ to: z.literal('signIn') }),
    z.strictObject({
      to: z.literal('link'),
      accountId: z.uuid().transform((id) => id as AccountId),
      sessionId: z.uuid().transform((id) => id as SessionId)
    }),
    z.strictObject({ to: z.literal('accept'), invitation: z.string() })
  ])
})

/** A way is bound to the organisation and the issuer it was begun with. */
const placeOf = ({ organisationId }: Ctx, issuer: string) => `sign-on ${organisationId ?? ''} ${issuer}`

/** A new way, for ten minutes, and what the browser holds of it. A way back that is too long is left out. */
export const sealFlow = (
  ctx: Ctx,
  issuer: string,
  { back, ...flow }: Secrets & Pick<Flow, 'purpose' | 'back'>
): string => {
  const until = ctx.clock.now().epochMilliseconds + SIGN_ON_LONGEST * MINUTE
  const whole: Flow = { ...flow, back: back.length > LONGEST_BACK ? '/work' : back, id: randomUUID(), until }
  return ctx.serverKey
    .seal('flow', placeOf(ctx, issuer), Buffer.from(JSON.stringify(whole)))
    .toString('base64url')
}

/** The way that a browser holds; nothing where it is none of ours, was begun elsewhere, or has run out. */
export const openFlow = (ctx: Ctx, issuer: string, sealed: string): Flow | undefined => {
  const now = ctx.clock.now().epochMilliseconds
  const flow = schema.safeParse(unsealed(ctx, issuer, sealed)).data
  return flow && now < flow.until && flow.until <= now + SIGN_ON_LONGEST * MINUTE ? flow : undefined
}

const unsealed = (ctx: Ctx, issuer: string, sealed: string): unknown => {
  try {
    const plain = ctx.serverKey.open('flow', placeOf(ctx, issuer), Buffer.from(sealed, 'base64url'))
    return JSON.parse(plain.toString())
  } catch {
    return undefined
  }
}
