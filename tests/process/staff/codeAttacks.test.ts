import { describe, expect, test } from 'vitest'
import { demoColleague, nextCode } from '#testing/colleagues.ts'
import { until } from '../programs.ts'
import { NO_TOKEN, TIMES, useAttacked, withEach } from './attacked.ts'
import { showPassword, type Answer, type Visitor } from './visitor.ts'

const attacked = useAttacked()
const PASSWORD = 'sieben gelbe Leitern im Regen'

/** Somebody who has shown the password and is asked for the second factor. */
const waitingAs = async (role: string): Promise<Visitor> => {
  const visitor = attacked.stranger()
  await showPassword(visitor, demoColleague(role))
  await visitor.get('/sign-in/second')
  return visitor
}
const totp = (visitor: Visitor, code: string) => visitor.post('/sign-in/second?/totp', { code })
const oneTime = (visitor: Visitor, code: string) => visitor.post('/sign-in/second?/oneTimeCode', { code })
const wins = ({ status, location }: Answer) => status === 303 && location.startsWith('/work')
const fullSessionsOf = async (role: string) => {
  const rows = await attacked.query(
    `SELECT s.id FROM access_session s JOIN access_account a ON a.id = s.account_id
     WHERE a.email = $1 AND s.stage = 'full'`,
    [demoColleague(role).email]
  )
  return rows.length
}
/** The same thing at the same moment, so many times. */
const atOnce = <Value>(many: number, work: (n: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: many }, (_, n) => work(n)))
/** The newest mail that holds an address below this path, as the pages of a demonstration show it. */
const tokenFromMail = async (reader: Visitor, path: string, not: readonly string[] = []): Promise<string> =>
  until(`a mail with an address below ${path}`, async () => {
    const { body } = await reader.get('/work/outbox')
    for (const [, id] of body.matchAll(/href="\/work\/outbox\/([\w-]{36})"/g)) {
      const mail = (await reader.get(`/work/outbox/${id}`)).body
      const token = new RegExp(`href="http[^"]*/${path}/([\\w-]{43})"`).exec(mail)?.[1]
      if (token && !not.includes(token)) return token
    }
    return undefined
  })

describe('a code of an authenticator app', () => {
  test('counts once, also of fifty that come at the same moment', async () => {
    const waiting = await waitingAs('editor')
    const code = await nextCode(demoColleague('editor').secret)
    const answers = await atOnce(50, () => totp(waiting.double(), code))
    expect(answers.filter(wins)).toHaveLength(1)
    const others = answers.filter((answer) => !wins(answer))
    expect(
      others.filter(({ status, location }) => ![400, 429].includes(status) && location !== '/sign-in')
    ).toEqual([])
    expect(others.flatMap(({ headers }) => headers['set-cookie'] ?? [])).toEqual([])
    expect(await fullSessionsOf('editor')).toBe(1)
  })

  test('counts once for sessions that wait side by side', async () => {
    const sessions = await Promise.all(Array.from({ length: 3 }, () => waitingAs('translator')))
    const code = await nextCode(demoColleague('translator').secret)
    const answers = await Promise.all(
      sessions.flatMap((each) => [1, 2, 3, 4].map(() => totp(each.double(), code)))
    )
    expect(answers.filter(wins)).toHaveLength(1)
    expect(await fullSessionsOf('translator')).toBe(1)
  })

  test('is worth nothing afterwards: not on the way in, not to confirm, not to add another app', async () => {
    const colleague = demoColleague('statistics')
    const waiting = await waitingAs('statistics')
    const code = await nextCode(colleague.secret)
    expect(wins(await totp(waiting, code))).toBe(true)
    expect((await totp(await waitingAs('statistics'), code)).status).toBe(400)
    await waiting.get('/work')
    const again = await waiting.post('/confirm?/code', { password: colleague.password, code })
    expect([again.status, again.location]).toEqual([400, ''])
    const page = await waiting.get('/sign-in/enrol')
    const factorId = /name="factorId" value="([\w-]+)"/.exec(page.body)?.[1] ?? ''
    expect((await waiting.post('/sign-in/enrol', { factorId, code, label: 'Dieb' })).status).toBe(400)
  })

  test('is not found by guessing: after a few wrong ones even the right one has to wait', async () => {
    const waiting = await waitingAs('groupLeader')
    const forms = [
      '１２３４５６',
      '٣٤٥٦٧٨',
      '+12345',
      '1e5',
      '0x1234',
      '12 34',
      "' OR 1",
      '1234567',
      '-1',
      '000000\n'
    ]
    const guesses = Array.from({ length: 150 * TIMES }, (_, n) => forms[n] ?? String(n).padStart(6, '0'))
    const statuses = new Map<number, number>()
    await withEach(guesses, async (guess) => {
      const { status, headers } = await totp(waiting.double(), guess)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 429) expect(Number(headers['retry-after']?.[0])).toBeGreaterThan(0)
    })
    expect([...statuses.keys()].sort()).toEqual([400, 429])
    expect(statuses.get(400)).toBeLessThanOrEqual(10)
    expect((await totp(waiting, await nextCode(demoColleague('groupLeader').secret))).status).toBe(429)
    expect(await fullSessionsOf('groupLeader')).toBe(0)
  })
})

test('a one-time code counts once, also of many at the same moment, and not after new ones were made', async () => {
  const codesOf = (body: string) =>
    [...body.matchAll(/<code[^>]*>([^<]{8,})<\/code>/g)].map(([, code]) => code!)
  const owner = await attacked.as('funding')
  const early = codesOf((await owner.post('/sign-in/codes')).body)
  const codes = codesOf((await owner.post('/sign-in/codes')).body)
  expect([early.length, new Set([...early, ...codes]).size]).toEqual([10, 20])
  const [waiting, late] = [await waitingAs('funding'), await waitingAs('funding')]
  expect((await oneTime(waiting, early[0]!)).status).toBe(400)
  const answers = await atOnce(20, () => oneTime(waiting.double(), codes[0]!))
  expect(answers.filter(wins)).toHaveLength(1)
  // Those of the twenty that came too late are wrong attempts, and slow the account down.
  expect([400, 429]).toContain((await oneTime(late, codes[0]!)).status)
  const twice = await attacked.query(
    'SELECT 1 FROM access_one_time_code WHERE used_at IS NOT NULL AND account_id = (SELECT id FROM access_account WHERE email = $1)',
    [demoColleague('funding').email]
  )
  expect(twice).toHaveLength(1)
})

test('password and code shown once more count once, also of several at the same moment', async () => {
  const colleague = demoColleague('dataProtectionOfficer')
  const session = await attacked.as('dataProtectionOfficer')
  const fields = { password: colleague.password, code: await nextCode(colleague.secret) }
  const answers = await atOnce(5, () => session.double().post('/confirm?/code', fields))
  expect(answers.filter(wins)).toHaveLength(1)
  expect((await session.get('/work')).location).toMatch(/^\/sign-in/)
})

describe('an address that works once', () => {
  const gone = async (target: string) => {
    const { status, body } = await attacked.stranger().get(target)
    return status === 200 && !body.includes('type="password"')
  }

  test('of an invitation makes one account, also of many at the same moment, and none when replaced or withdrawn', async () => {
    const [admin, reader] = [await attacked.as('organisationAdmin'), await attacked.as('systemAdmin')]
    const wish = { email: 'neu@nachbarhaus.example', name: 'Neu', language: 'de', role: 'editor', teamId: '' }
    const invite = async (email: string, not: string[] = []) => {
      const { location } = await admin.post('/work/people/invite', {
        ...wish,
        email,
        id: crypto.randomUUID()
      })
      expect(location).toBe('/work/people')
      return tokenFromMail(reader, 'invitation', not)
    }
    const first = await invite(wish.email)
    const second = await invite(wish.email, [first])
    expect(await gone(`/invitation/${first}`)).toBe(true)
    const take = (token: string) =>
      attacked.stranger().post(`/invitation/${token}`, { name: 'Neu', password: PASSWORD })
    const answers = await atOnce(6, () => take(second))
    expect(answers.filter(({ location }) => location === '/sign-in/enrol')).toHaveLength(1)
    expect((await take(second)).location).toBe(`/invitation/${second}`)
    expect((await take(first)).location).toBe(`/invitation/${first}`)
    const third = await invite('nie@nachbarhaus.example', [first, second])
    const id = /name="id" value="([\w-]{36})"/.exec((await admin.get('/work/people')).body)?.[1] ?? ''
    expect((await admin.post('/work/people?/withdraw', { id })).location).toBe('/work/people')
    expect((await take(third)).location).toBe(`/invitation/${third}`)
    const made = await attacked.query(
      "SELECT 1 FROM access_account WHERE email LIKE 'neu@%' OR email LIKE 'nie@%'"
    )
    expect(made).toHaveLength(1)
  })

  test('of a new password changes it once, and ends what was open', async () => {
    const reader = await attacked.as('systemAdmin')
    const lost = await attacked.as('counsellor')
    const { email, password } = demoColleague('counsellor')
    await attacked.stranger().post('/password/forgotten', { email }, { 'x-forwarded-host': 'evil.example' })
    const token = await tokenFromMail(reader, 'password')
    const choose = (chosen: string) => attacked.stranger().post(`/password/${token}`, { password: chosen })
    const answers = await atOnce(4, (n) => choose(`${PASSWORD} ${n}`))
    expect(answers.filter(({ location }) => location === '/sign-in')).toHaveLength(1)
    expect((await choose('acht graue Körbe am Tor')).location).toBe(`/password/${token}`)
    expect((await lost.get('/work')).location).toMatch(/^\/sign-in/)
    expect((await attacked.stranger().post('/sign-in', { email, password })).status).toBe(400)
  })

  test('of the set-up makes one organisation, also of several at the same moment', async () => {
    const settings = { ANLAUFSTELLE_DATA: attacked.workshop.newData(), ANLAUFSTELLE_DEMO: 'off' }
    const empty = await attacked.workshop.start(settings)
    const token = await until('the address is printed', () => /\/set-up\/([\w-]{43})/.exec(empty.said())?.[1])
    const setUp = (n: number) => {
      const fields = {
        organisation: `Verein ${n}`,
        name: 'Erste',
        email: `erste${n}@verein.example`,
        password: PASSWORD
      }
      return attacked.stranger(empty.address).post(`/set-up/${token}`, fields)
    }
    const answers = await atOnce(4, setUp)
    expect(answers.filter(({ location }) => location === '/sign-in/enrol')).toHaveLength(1)
    const late = await setUp(9)
    expect([late.location, late.headers['set-cookie']]).toEqual([`/set-up/${token}`, undefined])
    await empty.stop()
  })

  test('is not found by changing a letter, and says of none whether it ever was', async () => {
    const near = [...NO_TOKEN].map((_, at) => `${NO_TOKEN.slice(0, at)}B${NO_TOKEN.slice(at + 1)}`)
    const odd = ['a', `${NO_TOKEN}A`, '%27%20OR%201', '__proto__', 'null', '..%2f..%2fwork', 'q7Zmark']
    const targets = ['invitation', 'password', 'set-up'].flatMap((path) =>
      [...near, ...odd].map((token) => `/${path}/${token}`)
    )
    const open: string[] = []
    await withEach(targets, async (target) => {
      if (!(await gone(target))) open.push(target)
      const { location, headers } = await attacked.stranger().post(target, {
        ...{ name: 'Dieb', password: PASSWORD },
        ...{ email: 'dieb@verein.example', organisation: 'Verein' }
      })
      if (location !== target || headers['set-cookie']) open.push(target)
    })
    expect(open).toEqual([])
  })
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(600))
