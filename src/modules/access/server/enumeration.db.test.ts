import { beforeAll, expect, test } from 'vitest'
import type { OrganisationId } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { anAccount, PASSWORD } from '../testing/factories.ts'
import { signIn } from './index.ts'
import { countPasswordWork } from './passwords/passwordWork.ts'

const LONG = process.env['ANLAUFSTELLE_LONG'] === '1'
const SAMPLES = LONG ? 1_000 : 3

const db = useTestDatabase()
let organisation: OrganisationId
beforeAll(async () => {
  organisation = await db.addOrganisation()
})

/** Asymptotic p-value of the two-sample Kolmogorov-Smirnov test, with Stephens' correction for small samples. */
const likelihoodOfSameSource = (one: readonly number[], other: readonly number[]): number => {
  const share = (figures: readonly number[], most: number) =>
    figures.filter((figure) => figure <= most).length / figures.length
  const distance = Math.max(...[...one, ...other].map((at) => Math.abs(share(one, at) - share(other, at))))
  const size = Math.sqrt((one.length * other.length) / (one.length + other.length))
  const lambda = (size + 0.12 + 0.11 / size) * distance
  const terms = Array.from(
    { length: 100 },
    (_, n) => 2 * (-1) ** n * Math.exp(-2 * (n + 1) ** 2 * lambda ** 2)
  )
  return Math.min(
    1,
    terms.reduce((sum, term) => sum + term, 0)
  )
}

test('the statistic tells distributions apart', () => {
  const figures = (shift: number) =>
    Array.from({ length: 1_000 }, (_, n) => 150 + ((n * 37) % 100) / 10 + shift)
  expect(likelihoodOfSameSource(figures(0), figures(0.1))).toBeGreaterThan(0.01)
  expect(likelihoodOfSameSource(figures(0), figures(1))).toBeLessThan(0.01)
})

test(
  `whether an account exists tells neither the answer nor its time, in 2 × ${SAMPLES} attempts`,
  async () => {
    const known = (await anAccount(db.ctx('owner', organisation))).email
    const unknown = known.replace('@', '-not-there@')
    const took: Record<string, number[]> = { [known]: [], [unknown]: [] }
    let moment = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
    const ctx = db.ctx('app_auth', organisation, { now: () => moment })
    for (let n = 0; n < SAMPLES; n++) {
      for (const email of n % 2 === 0 ? [known, unknown] : [unknown, known]) {
        const [work, began] = [countPasswordWork(), performance.now()]
        const outcome = await signIn(ctx, { email, password: 'vier rote Stühle', device: 'Firefox, Linux' })
        took[email]!.push(performance.now() - began)
        expect(outcome).toEqual({ done: false, reason: 'wrong' })
        expect(countPasswordWork() - work).toBe(1)
      }
      // Longer than any delay, so that every attempt is looked at.
      moment = moment.add({ minutes: 16 })
    }
    if (LONG) expect(likelihoodOfSameSource(took[known]!, took[unknown]!)).toBeGreaterThan(0.01)
  },
  LONG ? 1_800_000 : 60_000
)

test('of forty at once two are looked at, sixteen wait, and the rest hear when to come again', async () => {
  const accounts = await Promise.all(
    Array.from({ length: 40 }, () => anAccount(db.ctx('owner', organisation)))
  )
  const ctx = db.ctx('app_auth', organisation)
  const before = countPasswordWork()
  const outcomes = await Promise.all(
    accounts.map(({ email }) => signIn(ctx, { email, password: PASSWORD, device: '' }))
  )
  const busy = outcomes.filter((outcome) => !outcome.done)
  expect(busy).toEqual(Array(busy.length).fill({ done: false, reason: 'busy', seconds: 2 }))
  expect(outcomes.length - busy.length).toBe(countPasswordWork() - before)
  expect(outcomes.length - busy.length).toBeGreaterThanOrEqual(18)
  // Whoever was sent away has not lost an attempt.
  const again = accounts.find((_, n) => !outcomes[n]!.done)!
  for (let n = 0; n < 4; n++) await signIn(ctx, { email: again.email, password: '', device: '' })
  expect(await signIn(ctx, { email: again.email, password: PASSWORD, device: '' })).toMatchObject({
    done: true
  })
}, 60_000)

test('somebody signs in within ten seconds from an address that has tried many accounts', async () => {
  const { email } = await anAccount(db.ctx('owner', organisation))
  const ctx = db.ctx('app_auth', organisation)
  const address = '2001:db8:1:2::7'
  for (let n = 0; n < (LONG ? 200 : 40); n += 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, k) =>
        signIn(ctx, { email: `guess${n + k}@verein.example`, password: 'falsch', device: '', address })
      )
    )
  }
  const began = performance.now()
  const outcome = await signIn(ctx, {
    email,
    password: PASSWORD,
    device: '',
    address: '2001:db8:1:2:ffff::9'
  })
  expect(outcome).toMatchObject({ done: true })
  expect(performance.now() - began).toBeLessThan(10_000)
}, 180_000)
