import { setTimeout } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import { systemClock } from '#platform/clock/clock.ts'
import demonstration from '../../data/demo/accounts.json' with { type: 'json' }

/** Who signs in, and with what. */
export interface Colleague {
  readonly email: string
  readonly password: string
  /** Base32: the secret of the authenticator app. */
  readonly secret: string
}

/** The colleague of a demonstration who has this role. */
export const demoColleague = (role: string): Colleague => {
  const { email, totpSecret: secret } = demonstration.accounts.find((account) => account.role === role)!
  return { email, secret, password: demonstration.password }
}

const STEP = 30_000
const now = () => systemClock.now().epochMilliseconds
/** The last step whose code was given, by secret: none is taken twice. */
const lastSteps = new Map<string, number>()

/**
 * A code of the authenticator app that was not given before. The code of the next step is good already (RFC 6238 §5.2):
 * two follow each other at once, the third waits for its time.
 */
export const nextCode = async (secret: string): Promise<string> => {
  const step = Math.max(Math.floor(now() / STEP), (lastSteps.get(secret) ?? 0) + 1)
  lastSteps.set(secret, step)
  await setTimeout(Math.max(0, (step - 1) * STEP - now()))
  return new TOTP({ secret }).generate({ timestamp: step * STEP })
}
