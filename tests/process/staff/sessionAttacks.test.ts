import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { germanDay, systemClock } from '#platform/clock/clock.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { ACCESS_MATRIX } from '../../structure/accessMatrix.ts'
import { addressOf, ROUTES } from '../hostile/letters.ts'
import { isInside, NO_TOKEN, TIMES, useAttacked, withEach } from './attacked.ts'
import { confirmAs, SESSION, showPassword, signInAs, type Visitor } from './visitor.ts'

const attacked = useAttacked()
const tokenOf = (visitor: Visitor) => visitor.cookies.get(SESSION) ?? ''
const madeUp = () => randomBytes(32).toString('base64url')

/** Pages that only those see who are signed in. */
const PAGES = ROUTES.filter((route) => {
  const { handlers } = ACCESS_MATRIX[route]!
  return [handlers['load'], handlers['GET']].some((asks) => asks?.includes('.'))
}).map((route) => addressOf(route, () => '9b87f9eb-1498-537d-951c-7f0c97c43ae3'))

const withCookie = (line: string): Visitor => {
  const visitor = attacked.stranger()
  const [name = '', ...value] = line.split('=')
  visitor.cookies.set(name, value.join('='))
  return visitor
}
/** Which of these cookie lines lead into the workspace. */
const admitted = async (lines: readonly string[], page = '/work') => {
  const inside: string[] = []
  await withEach(lines, async (line) => {
    const answer = await withCookie(line).get(page)
    if (isInside(answer) || answer.status === 200) inside.push(line)
  })
  return inside
}
/** Every page and some forms of staff with a session that is none any more. */
const expectEnded = async (thief: Visitor) => {
  const token = tokenOf(thief)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(await Promise.all(PAGES.map((page) => admitted([`${SESSION}=${token}`], page)))).toEqual(
    PAGES.map(() => [])
  )
  for (const form of [
    '/work/profile?/save',
    '/work/profile?/endOthers',
    '/work/teams?/create',
    '/sign-in/codes'
  ])
    expect((await thief.post(form, { name: 'a' })).location).toMatch(/^\/sign-in\?back=/)
}
const accountOf = async (role: string) => {
  const [row] = await attacked.query<{ id: string }>('SELECT id FROM access_account WHERE email = $1', [
    demoColleague(role).email
  ])
  return row!.id
}

describe('fixation', () => {
  test('a cookie from before is never the session after, and each step of the way in has another', async () => {
    const colleague = demoColleague('editor')
    const visitor = withCookie(`${SESSION}=${madeUp()}`)
    const tokens = [tokenOf(visitor)]
    await showPassword(visitor, colleague)
    tokens.push(tokenOf(visitor))
    visitor.cookies.delete(SESSION)
    await signInAs(visitor, colleague)
    tokens.push(tokenOf(visitor))
    await confirmAs(visitor, colleague)
    expect(new Set([...tokens, tokenOf(visitor)]).size).toBe(4)
    expect(await admitted(tokens.map((token) => `${SESSION}=${token}`))).toEqual([])
    expect(await admitted([`${SESSION}=${tokenOf(visitor)}`])).toHaveLength(1)
  })

  test('a session that somebody else began, and left in the browser, stays theirs and half open', async () => {
    const attacker = attacked.stranger()
    await showPassword(attacker, demoColleague('translator'))
    const victim = attacker.double()
    await signInAs(victim, demoColleague('statistics'))
    expect(isInside(await victim.get('/work'))).toBe(true)
    expect(tokenOf(victim)).not.toBe(tokenOf(attacker))
    expect(await admitted([`${SESSION}=${tokenOf(attacker)}`])).toEqual([])
    const second = await attacker.get('/sign-in/second')
    expect([second.status, second.body.includes(demoColleague('statistics').email)]).toEqual([200, false])
  })
})

describe('a session that has ended', () => {
  test('by signing out admits nobody', async () => {
    const visitor = await attacked.as('counsellor')
    const thief = visitor.double()
    const { headers } = await visitor.post('/sign-out')
    expect(headers['clear-site-data']).toEqual(['"cache", "cookies", "storage"'])
    await expectEnded(thief)
  })

  test('from the list of sessions admits nobody', async () => {
    const [own, lost] = [await attacked.as('teamLead'), await attacked.as('teamLead')]
    const id = /action="\?\/end"[^]*?name="id" value="([\w-]+)"/.exec(
      (await own.get('/work/profile')).body
    )?.[1]
    expect((await own.post('/work/profile?/end', { id: id ?? '' })).status).toBe(303)
    await expectEnded(lost)
    expect(isInside(await own.get('/work'))).toBe(true)
  })

  test('by another password, other roles, taken factors or a closed account admits nobody, at once', async () => {
    const admin = await attacked.as('organisationAdmin')
    const [changed, promoted, reset, closed] = [
      await attacked.as('mentoringCoordinator'),
      await attacked.as('groupLeader'),
      await attacked.as('funding'),
      await attacked.as('dataProtectionOfficer')
    ]
    const thief = changed.double()
    const today = germanDay(systemClock.now()).toString()
    const password = 'sieben gelbe Leitern im Regen'
    const done = [
      await changed.post('/work/profile/password', { current: demoColleague('editor').password, password }),
      await admin.post(`/work/people/${await accountOf('groupLeader')}?/grant`, {
        ...{ id: crypto.randomUUID(), role: 'editor', validFrom: today },
        ...{ teamId: '', centreId: '', deputyFor: '', validUntil: '' }
      }),
      await admin.post(`/work/people/${await accountOf('funding')}?/reset`, { mailId: crypto.randomUUID() }),
      await admin.post(`/work/people/${await accountOf('dataProtectionOfficer')}?/disable`)
    ]
    expect(done.map(({ status, location }) => [status, location.replace(/[\w-]{36}/, 'ID')])).toEqual([
      [303, '/work/profile'],
      ...[1, 2, 3].map(() => [303, '/work/people/ID'])
    ])
    for (const visitor of [thief, promoted, reset, closed]) await expectEnded(visitor)
    expect(isInside(await changed.get('/work'))).toBe(true)
    expect(isInside(await admin.get('/work'))).toBe(true)
  })
})

describe('a token', () => {
  let holder: Visitor
  const held = async () => (holder ??= await attacked.as('systemAdmin'))

  test('that differs in one place admits nobody', async () => {
    const token = tokenOf(await held())
    const others = [...'Aa0-_'].slice(0, TIMES === 1 ? 2 : 5)
    const near = [...token].flatMap((own, at) =>
      others.flatMap((other) =>
        own === other ? [] : [`${SESSION}=${token.slice(0, at)}${other}${token.slice(at + 1)}`]
      )
    )
    expect(near.length).toBeGreaterThan(80)
    expect(await admitted(near)).toEqual([])
  })

  test('written in another way, or taken from what the server keeps, admits nobody', async () => {
    const token = tokenOf(await held())
    const [row] = await attacked.query<{ id: string; hash: Buffer }>(
      "SELECT id, token_hash AS hash FROM access_session WHERE stage = 'full' ORDER BY created_at DESC LIMIT 1"
    )
    const last = token.at(-1)!
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const place = alphabet.indexOf(last)
    const forged = [
      ...[1, 2, 3].map((bits) => token.slice(0, -1) + alphabet[place ^ bits]!),
      ...[`${token}=`, `${token}A`, token.slice(1), token.slice(0, -1), token + token, token.toUpperCase()],
      ...[`"${token}`, `${token}%00`, `%20${token}`, `${token.slice(0, 42)}%${last}`, `${token}\t${token}`],
      ...[token.replaceAll('-', '+').replaceAll('_', '/') + '=', Buffer.from(token).toString('base64url')],
      ...[row!.hash.toString('base64url'), row!.hash.toString('hex'), row!.id, holder.csrf, NO_TOKEN, ''],
      ...["' OR 1=1 --", '__proto__', 'null', 'undefined', 'true', '*', '%', '0', '[]', '{}']
    ].filter((each) => each !== token)
    expect(await admitted(forged.map((each) => `${SESSION}=${each}`))).toEqual([])
    expect(isInside(await holder.get('/work'))).toBe(true)
  })

  test('under another name, beside a false one or in a heap of cookies opens nothing more', async () => {
    const token = tokenOf(await held())
    const names = [
      '__Host-anlaufstelle',
      '__Secure-anlaufstelle',
      'Anlaufstelle',
      'anlaufstelle[]',
      'session',
      'sid'
    ]
    expect(await admitted(names.map((name) => `${name}=${token}`))).toEqual([])
    const heaps = [`${SESSION}=${NO_TOKEN}; ${SESSION}=`, `; ; =; ${SESSION}`, `${SESSION}==${token}`]
    for (const cookie of heaps)
      expect(isInside(await attacked.stranger().get('/work', { cookie }))).toBe(false)
    const twice = { cookie: `${SESSION}=${NO_TOKEN}; ${SESSION}=${token}` }
    const turned = { cookie: `${SESSION}=${token}; ${SESSION}=${NO_TOKEN}` }
    const statuses = [twice, turned].map(
      async (lines) => (await attacked.stranger().get('/work', lines)).status
    )
    expect([200, 303]).toEqual(expect.arrayContaining(await Promise.all(statuses)))
    const many = Array.from({ length: 1_000 }, (_, n) => `c${n}=${n}`).join('; ')
    expect((await attacked.stranger().get('/work', { cookie: many })).status).toBe(303)
    const huge = { cookie: `${SESSION}=${'a'.repeat(20_000)}` }
    expect((await attacked.stranger().get('/work', huge)).status).toBe(431)
  })
})

const FORGED: readonly Readonly<Record<string, string | string[]>>[] = [
  { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', 'true-client-ip': '127.0.0.1' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' },
  { forwarded: 'for=127.0.0.1;host=evil.example;proto=https', via: '1.1 evil.example' },
  { 'x-original-url': '/work', 'x-rewrite-url': '/work/people', 'x-forwarded-prefix': '/work' },
  { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST', 'x-http-method': 'POST' },
  { 'x-anlaufstelle-host': 'evil.example', 'x-anlaufstelle-protocol': 'https' },
  { authorization: `Bearer ${NO_TOKEN}`, 'x-user': 'leitung', 'x-remote-user': 'admin' },
  { authorization: 'Basic YWRtaW46YWRtaW4=', 'x-webauth-user': 'admin', 'x-auth-token': NO_TOKEN },
  { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
  { 'x-sveltekit-action': 'true', accept: 'application/json' },
  { referer: 'http://localhost/work', origin: 'http://localhost' },
  { range: 'bytes=0-10', 'if-none-match': '*' },
  { 'x-sveltekit-invalidated': '11', purpose: 'prefetch' }
]

describe('nobody comes in', () => {
  test('by headers that claim who or where one is, on no page of staff', async () => {
    const inside: string[] = []
    const letters = PAGES.flatMap((page) => FORGED.map((headers) => ({ page, headers })))
    await withEach(letters, async ({ page, headers }) => {
      const answer = await attacked.stranger().get(page, headers)
      if (answer.status !== 303 || !answer.location.startsWith('/sign-in?back='))
        inside.push(`${page} ${JSON.stringify(headers)}: ${answer.status}`)
    })
    expect(inside).toEqual([])
  })

  test('by another way of writing the address', async () => {
    const ways = [
      '/',
      '//',
      '/.',
      '/..;/',
      '/__data.json',
      '%2f',
      '%20',
      ';a=b',
      '.json',
      '.html',
      '?/default',
      '#'
    ]
    const front = ['/./', '/x/../', '/sign-in/../', '/%2e/', '/de/../', '/health/..', '/%77ork/../']
    const targets = PAGES.flatMap((page) => [
      ...ways.map((way) => page + way),
      ...front.map((way) => way + page.slice(1)),
      page.toUpperCase(),
      page.replace('/work', '/%77ork'),
      page.replace('/work', '/(workspace)/work')
    ])
    const inside: string[] = []
    await withEach(targets, async (target) => {
      const answer = await attacked.stranger().get(target)
      if (isInside(answer) || answer.body.includes('Team Beratung')) inside.push(target)
    })
    expect(inside).toEqual([])
  })

  test('with forged headers a sign-in sets the same cookie and leads the same way', async () => {
    const { email, password } = demoColleague('editor')
    const look = async (headers: Readonly<Record<string, string | string[]>>) => {
      const {
        status,
        location,
        headers: given
      } = await attacked.stranger().post('/sign-in', { email, password }, headers)
      return {
        status,
        location,
        cookie: given['set-cookie']?.map((line) => line.replace(/=[\w-]{43}/, '=TOKEN'))
      }
    }
    const plain = await look({})
    expect(plain).toMatchObject({ status: 303, location: '/sign-in/second' })
    expect(plain.cookie).toEqual([`${SESSION}=TOKEN; Path=/; HttpOnly; SameSite=Lax`])
    for (const forged of [FORGED[1]!, FORGED[2]!, FORGED[5]!]) expect(await look(forged)).toEqual(plain)
    for (const host of ['evil.example', 'localhost.evil.example'])
      expect((await attacked.stranger().post('/sign-in', { email, password }, { host })).status).toBe(421)
  })
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(800))
