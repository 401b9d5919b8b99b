import type { AccountId, Ctx } from '#platform/ctx.ts'
import { foldEmail } from '../signInRules.ts'
import type { Wait } from '../model.ts'
import { selectAccount, selectAccountByEmail, type KnownAccount } from './accountQueries.ts'
import { giveBackAttempt, takeAttempt, takeNote } from './delayRepository.ts'
import { recordEvent } from './recordEvent.ts'
import type { Shown } from './showSecondFactor.ts'
import { nowOf } from './times.ts'

/** What somebody shows, as the audit calls it where it was wrong. */
export type ShownStep = 'password' | 'passphrase' | 'recoverySheet' | Shown

/** An attempt to prove who one is, counted as wrong until it is settled. */
export interface OpenAttempt {
  readonly key: Buffer
  readonly failures: number
  /** Absent where no account has the address. */
  readonly account: KnownAccount | undefined
}

/** The key under which wrong attempts at an address are counted, whether an account has it or not. */
const keyOf = ({ serverKey, organisationId }: Ctx, folded: string) =>
  serverKey.mac('throttle', `attempts ${organisationId ?? ''} ${folded}`)

/** Opens an attempt at a typed address, or says how long the account is slowed down. Known and unknown cost the same. */
export const openAttemptAt = (ctx: Ctx, email: string): Promise<OpenAttempt | Wait<'slow'>> =>
  openAttempt(ctx, foldEmail(email))

/** Opens an attempt of a person whose password was right before. */
export const openAttemptOf = async (ctx: Ctx, id: AccountId): Promise<OpenAttempt | Wait<'slow'>> => {
  const account = await ctx.read((tx) => selectAccount(tx, id))
  return openAttempt(ctx, foldEmail(account?.email ?? id))
}

const openAttempt = (ctx: Ctx, folded: string): Promise<OpenAttempt | Wait<'slow'>> =>
  ctx.write(async (tx) => {
    const key = keyOf(ctx, folded)
    const attempt = await takeAttempt(tx, key, nowOf(ctx))
    if ('seconds' in attempt) return { done: false, reason: 'slow', seconds: attempt.seconds }
    return { key, failures: attempt.failures, account: await selectAccountByEmail(tx, folded) }
  })

/** Takes an attempt back that was not looked at. */
export const dropAttempt = (ctx: Ctx, { key, failures }: OpenAttempt): Promise<unknown> =>
  ctx.write((tx) => giveBackAttempt(tx, key, failures))

/**
 * Leaves an attempt counted, and an event in the audit: one an account and hour, and one an hour for all addresses that
 * nobody has.
 */
export const noteWrong = (ctx: Ctx, { key, account }: OpenAttempt, step: ShownStep): Promise<void> =>
  ctx.write(async (tx) => {
    const shared = account ? key : keyOf(ctx, 'nobody')
    if (!(await takeNote(tx, shared, nowOf(ctx)))) return
    await recordEvent(
      tx,
      ctx,
      account
        ? { event: 'access.signIn.failed', record: { kind: 'account', id: account.id }, payload: { step } }
        : { event: 'access.signIn.unknown' }
    )
  })
