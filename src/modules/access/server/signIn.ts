import { setTimeout } from 'node:timers/promises'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Wait } from '../model.ts'
import { PASSWORD_LENGTH } from '../signInRules.ts'
import { lockActiveAccount, type KnownAccount } from './accountQueries.ts'
import { dropAttempt, noteWrong, openAttemptAt, type OpenAttempt } from './attempts.ts'
import { beginSession } from './beginSession.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { createAddressPressure } from './passwords/addressPressure.ts'
import {
  checkPassword,
  PASSWORD_PATIENCE,
  type PasswordVerdict,
  type RightPassword,
  type StoredPassword
} from './passwords/passwordWork.ts'
import { hasSecondFactor } from './secondFactorQueries.ts'

interface Credentials {
  readonly email: string
  readonly password: string
  /** Browser and system in coarse words, see `describeDevice`. */
  readonly device: string
  /** The network address of the client; lives in memory alone. */
  readonly address?: string
}

/** The token of a session that waits for the second factor, and whether there is one to ask for. */
export interface Begun {
  readonly token: string
  readonly next: 'secondFactor' | 'enrol'
}

const pressure = createAddressPressure()

/**
 * Begins a session for who knows the password; nothing is open in it before the second factor. Refuses what is wrong,
 * by the same work and words whether the account exists, is disabled or not; says `slow` with the seconds while
 * an account is slowed down by wrong attempts, and `busy` while too many wait.
 */
export const signIn = async (
  ctx: Ctx,
  { email, password, device, address }: Credentials
): Promise<Outcome<Begun, 'wrong'> | Wait<'slow' | 'busy'>> => {
  const party = pressure.partyOf(address, ctx.clock.now())
  await setTimeout(pressure.delayOf(party, ctx.clock.now()))
  const attempt = await openAttemptAt(ctx, email)
  if ('done' in attempt) return attempt
  const verdict = await judge(ctx, attempt, password, party)
  if (verdict === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  const begun = verdict === 'wrong' ? undefined : await begin(ctx, attempt, verdict, device)
  if (begun) return done(begun)
  pressure.note(party, ctx.clock.now())
  await noteWrong(ctx, attempt, 'password')
  return refuse('wrong')
}

/** Whether a password is an account's; for an account that is not there the work is the same. */
export const judge = (
  ctx: Ctx,
  { key, account }: Pick<OpenAttempt, 'key' | 'account'>,
  password: string,
  party: string
): Promise<PasswordVerdict> => {
  const stored = account?.state === 'active' ? account.password : undefined
  return judgeBy(ctx, { key, stored }, password, party)
}

interface Judging {
  readonly key: Buffer
  readonly stored: StoredPassword | undefined
}

/** Whether a password or passphrase is what is stored; where nothing is, the work is the same. `key` is the attempt's. */
export const judgeBy = (
  { serverKey }: Ctx,
  { key, stored }: Judging,
  password: string,
  party: string
): Promise<PasswordVerdict> => {
  const standIn = serverKey.mac('throttle', `salt ${key.toString('base64')}`)
  // Longer ones are refused when a password is chosen; hashing a part of one keeps the work the same.
  return checkPassword(password.slice(0, PASSWORD_LENGTH.most * 4), stored, standIn, party)
}

/** The session, unless the account was disabled or the password changed since it was looked at. */
const begin = (
  ctx: Ctx,
  { key, failures, account }: OpenAttempt,
  password: RightPassword,
  device: string
): Promise<Begun | undefined> =>
  ctx.write(async (tx) => {
    const current = account && (await lockActiveAccount(tx, account.id))
    if (!current || !hasSamePassword(current, account)) return undefined
    await giveBackAttempt(tx, key, failures)
    const next = (await hasSecondFactor(tx, current.id)) ? 'secondFactor' : 'enrol'
    return { token: await beginSession(tx, ctx, { accountId: current.id, password, device }), next }
  })

/** Whether what was compared is still what is stored. */
export const hasSamePassword = (one: KnownAccount, other: KnownAccount): boolean =>
  one.password !== undefined &&
  other.password !== undefined &&
  one.password.verifier.equals(other.password.verifier)
