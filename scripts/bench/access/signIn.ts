import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import {
  acceptInvitation,
  beginTotp,
  confirmByTotp,
  enrolTotp,
  findSession,
  signIn
} from '#modules/access/server/index.ts'
import { systemClock, type Clock } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openBenchDatabase, type BenchDatabase } from '../benchDatabase.ts'
import { median, percentile } from '../statistics.ts'
import { bareArgon2, sustained } from './sustained.ts'

const PASSWORD = 'vier blaue Stühle'
const ALONE = 30
/** Each signs in to an account of their own: many attempts at one at the same moment are slowed down. */
const PEOPLE = 8
const SECONDS = 15
/** Milliseconds and times a second that the product promises. */
const MOST_ALONE = 500
const LEAST_SUSTAINED = 4
const MOST_SESSION = 3

type Done<Value> = { readonly done: true; readonly value: Value }
const valueOf = <Value>(outcome: Done<Value> | { readonly done: false; readonly reason: string }): Value => {
  if (!outcome.done) throw new Error(`Refused: ${outcome.reason}`)
  return outcome.value
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Somebody who was invited and has an authenticator app; answers how they sign in once more. */
const aColleague = async (database: BenchDatabase, ctx: Ctx, pass: () => void) => {
  const email = `${randomUUID()}@bench.example`
  const bits = randomBytes(32)
  await database.run(
    `INSERT INTO access_invitation (id, organisation_id, email, display_name, language, role, token_hash, created_at, expires_at)
     VALUES (gen_random_uuid(), $1, $2, 'Bench', 'de', 'editor', $3, now(), now() + interval '1 day')`,
    [database.organisationId, email, createHash('sha256').update(bits).digest()]
  )
  const token = bits.toString('base64url')
  const joined = await acceptInvitation(ctx, { token, displayName: 'Bench', password: PASSWORD, device: '' })
  const session = (await findSession(ctx, valueOf(joined).token))!
  const { factorId, secret } = valueOf(await beginTotp(ctx, session))
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  const code = () => app.generate({ timestamp: ctx.clock.now().epochMilliseconds })
  valueOf(await enrolTotp(ctx, session, { factorId, code: code(), label: 'App' }))
  const showPassword = async () => valueOf(await signIn(ctx, { email, password: PASSWORD, device: '' })).token
  return {
    showPassword,
    /** Answers the token of a full session. Each code is good once, so half a minute passes by the bench's clock. */
    async signInFully() {
      pass()
      const waiting = (await findSession(ctx, await showPassword()))!
      return valueOf(await confirmByTotp(ctx, waiting, code())).token
    }
  }
}

const milliseconds = (figures: readonly number[]) =>
  `median ${median(figures).toFixed(1)} ms, p95 ${percentile(figures, 0.95).toFixed(1)} ms`

/** What a sign-in costs alone and how many a second there are, beside Argon2's own ceiling; and what a session costs a page. */
export const benchSignIn = async (): Promise<boolean> => {
  const database = await openBenchDatabase()
  try {
    let halfMinutes = 0
    const clock: Clock = { now: () => systemClock.now().add({ seconds: 30 * halfMinutes }) }
    const ctx = database.ctx('app_auth', clock)
    const people: Awaited<ReturnType<typeof aColleague>>[] = []
    for (let n = 0; n < PEOPLE; n++)
      people.push(await aColleague(database, ctx, () => void (halfMinutes += 1)))
    const { signInFully } = people[0]!
    const [bare, alone]: [number[], number[]] = [[], []]
    for (let n = 0; n < ALONE; n++) {
      bare.push(await timed(bareArgon2))
      alone.push(await timed(signInFully))
    }
    console.log(`Argon2id alone                     ${milliseconds(bare)}`)
    console.log(`sign-in alone, both factors        ${milliseconds(alone)}`)
    const ceiling = await sustained(2, SECONDS, bareArgon2)
    const rate = await sustained(PEOPLE, SECONDS, (n) => people[n]!.showPassword())
    console.log(`Argon2id, two at once              ${ceiling.toFixed(1)}/s: the ceiling`)
    console.log(
      `sign-ins, eight people at once     ${rate.toFixed(1)}/s, ${Math.round((100 * rate) / ceiling)} % of it`
    )
    const token = await signInFully()
    const looks: number[] = []
    for (let n = 0; n < 2_000; n++) looks.push(await timed(() => findSession(ctx, token)))
    console.log(`a page's look at its session       ${milliseconds(looks)}`)
    const promises: [string, boolean][] = [
      [`sign-in alone ≤ ${MOST_ALONE} ms`, median(alone) <= MOST_ALONE],
      [`sustained ≥ ${LEAST_SUSTAINED}/s`, rate >= LEAST_SUSTAINED],
      [`a session costs a page ≤ ${MOST_SESSION} ms`, median(looks) <= MOST_SESSION]
    ]
    for (const [text, kept] of promises) console.log(`  ${text}: ${kept ? 'kept' : 'BROKEN'}`)
    return promises.every(([, kept]) => kept)
  } finally {
    await database.close()
  }
}
