import { timingSafeEqual } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Ctx } from '#platform/ctx.ts'
import { refuse } from '#platform/errors/outcome.ts'
import { acceptByIdentity } from './acceptByIdentity.ts'
import { enterByIdentity } from './enterByIdentity.ts'
import { useSignOn } from './identityRepository.ts'
import { linkIdentity } from './linkIdentity.ts'
import { createAddressPressure } from './passwords/addressPressure.ts'
import type { Arrival, CompletedSignOn, Entered, ReturningVisit, SignOnOutcome } from './signOn/arrival.ts'
import { openFlow, type Flow } from './signOn/flow.ts'
import type { SignOnProvider } from './signOn/signOnProvider.ts'
import { nowOf } from './times.ts'

const pressure = createAddressPressure()

/**
 * Ends a way through the provider in the browser that began it, once: signs in, links, or takes up an invitation. Nobody
 * is found by a mail address, and no account is made without an invitation.
 */
export const completeSignOn = async (
  ctx: Ctx,
  provider: SignOnProvider,
  visit: ReturningVisit
): Promise<SignOnOutcome<CompletedSignOn>> => {
  const party = pressure.partyOf(visit.address, ctx.clock.now())
  await setTimeout(pressure.delayOf(party, ctx.clock.now()))
  const outcome = await complete(ctx, provider, visit)
  if (!outcome.done) pressure.note(party, ctx.clock.now())
  return outcome
}

const complete = async (
  ctx: Ctx,
  provider: SignOnProvider,
  visit: ReturningVisit
): Promise<SignOnOutcome<CompletedSignOn>> => {
  const flow = visit.sealed === undefined ? undefined : openFlow(ctx, provider.issuer, visit.sealed)
  if (!flow || !isSame(visit.answer.get('state') ?? '', flow.state)) return refuse('stale')
  const first = await ctx.write((tx) => useSignOn(tx, flow.id, new Date(flow.until), nowOf(ctx)))
  if (!first) return refuse('stale')
  const redeemed = await provider.redeem(visit.answer, flow)
  if (!redeemed.done) return redeemed
  const theirs = provider.secondFactor === 'theirs'
  if (theirs && !redeemed.value.secondFactor) return refuse('weak')
  const outcome = await follow(ctx, flow, { identity: redeemed.value, theirs, visit })
  return outcome.done ? { ...outcome, value: { ...outcome.value, back: flow.back } } : outcome
}

const follow = (ctx: Ctx, { purpose }: Flow, arrival: Arrival): Promise<SignOnOutcome<Entered>> => {
  if (purpose.to === 'link') return linkIdentity(ctx, purpose, arrival)
  if (purpose.to === 'accept')
    return acceptByIdentity(ctx, Buffer.from(purpose.invitation, 'base64'), arrival)
  return enterByIdentity(ctx, arrival)
}

const isSame = (given: string, wanted: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
