import { beforeAll, describe, expect, test } from 'vitest'
import { needsStepUp, rolesThatMay, type Permission } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { ACCESS_MATRIX } from '../../structure/accessMatrix.ts'
import { FORMS, strangersLedTo, targetOf } from '../hostile/forms.ts'
import { addressOf, ROUTES } from '../hostile/letters.ts'
import { useAttacked, withEach } from './attacked.ts'
import { SESSION, showPassword, type Visitor } from './visitor.ts'

const attacked = useAttacked()
let admin: Visitor
let officer: Visitor
let colleague: string

beforeAll(async () => {
  const [row] = await attacked.query<{ id: string }>('SELECT id FROM access_account WHERE email = $1', [
    demoColleague('funding').email
  ])
  colleague = row!.id
  admin = await attacked.as('organisationAdmin')
  officer = await attacked.as('dataProtectionOfficer')
})

const isPermission = (asks: string | undefined): asks is Permission => asks?.includes('.') ?? false
/** Every page of staff with the permission that it asks for. */
const pages = () =>
  ROUTES.flatMap((route) => {
    const { handlers } = ACCESS_MATRIX[route]!
    const asks = handlers['load'] ?? handlers['GET']
    return isPermission(asks) ? [{ target: addressOf(route, () => colleague), asks }] : []
  })
/** Every form behind the sign-in with the permission that it asks for. */
const forms = () =>
  FORMS.flatMap((form) => {
    const target = targetOf(form, () => colleague)
    return isPermission(form.asks) ? [{ target, asks: form.asks, led: strangersLedTo(form, target) }] : []
  })

/** What this visitor reaches of the workspace, who should reach none of it. */
const reached = async (visitor: Visitor) => {
  const open: string[] = []
  await withEach(pages(), async ({ target }) => {
    const { location } = await visitor.get(target)
    if (location !== `/sign-in?back=${encodeURIComponent(target)}`) open.push(`GET ${target}: ${location}`)
  })
  await withEach(forms(), async ({ target, led }) => {
    const { location } = await visitor.post(target, { id: colleague, name: 'Dieb' })
    if (location !== led) open.push(`POST ${target}: ${location}`)
  })
  return open
}

describe('a step that is left out', () => {
  test('leaves who has shown the password alone before every page and form', async () => {
    const waiting = attacked.stranger()
    await showPassword(waiting, demoColleague('counsellor'))
    await waiting.get('/sign-in/second')
    const before = await attacked.standing()
    expect(await reached(waiting)).toEqual([])
    for (const path of ['/sign-in/enrol', '/sign-in/passkey']) {
      expect((await waiting.get(path)).location).toBe('/sign-in/second')
      const fields = { factorId: colleague, code: '123456', label: 'Dieb', answer: '{}' }
      const answer = await waiting.post(path, fields)
      expect([answer.status, answer.headers['set-cookie']]).toEqual([expect.toBeOneOf([303, 400]), undefined])
    }
    expect(await attacked.standing()).toEqual(before)
  })

  test('leaves who has no second factor yet before every page and form, and without new codes', async () => {
    expect(
      (await admin.post(`/work/people/${colleague}?/reset`, { mailId: crypto.randomUUID() })).status
    ).toBe(303)
    const bare = attacked.stranger()
    await showPassword(bare, demoColleague('funding'))
    expect((await bare.get('/sign-in/enrol')).status).toBe(200)
    const before = await attacked.standing()
    expect(await reached(bare)).toEqual([])
    for (const form of ['totp', 'oneTimeCode', 'passkey'])
      expect((await bare.post(`/sign-in/second?/${form}`, { code: '123456', answer: '{}' })).status).toBe(400)
    expect(await attacked.standing()).toEqual(before)
  })

  test('leads to the confirmation wherever both factors have to be fresh, and nothing is done', async () => {
    await attacked.query("UPDATE access_session SET confirmed_at = confirmed_at - interval '11 minutes'")
    const before = await attacked.standing()
    const visitorFor = (asks: Permission) =>
      rolesThatMay(asks).includes('dataProtectionOfficer') ? officer : admin
    const wanted = forms().filter(({ asks }) => needsStepUp(asks))
    const shown = pages().filter(({ asks }) => needsStepUp(asks))
    expect([wanted.length >= 12, shown.length >= 4]).toEqual([true, true])
    const passed: string[] = []
    await withEach(shown, async ({ target, asks }) => {
      const { location } = await visitorFor(asks).get(target)
      if (location !== `/confirm?back=${encodeURIComponent(target)}`)
        passed.push(`GET ${target}: ${location}`)
    })
    await withEach(wanted, async ({ target, asks }) => {
      const { location } = await visitorFor(asks).post(target, { id: crypto.randomUUID(), mailId: colleague })
      if (!location.startsWith('/confirm?back=')) passed.push(`POST ${target}: ${location}`)
    })
    for (const path of ['/sign-in/enrol', '/sign-in/passkey'])
      if (!(await admin.get(path)).location.startsWith('/confirm?back=')) passed.push(path)
    expect(passed).toEqual([])
    expect(await attacked.standing()).toEqual(before)
  })

  test('of the confirmation itself confirms nothing', async () => {
    const token = admin.cookies.get(SESSION)
    const { password } = demoColleague('organisationAdmin')
    const halves = [{}, { password }, { code: '123456' }, { password: '', code: '' }, { password, code: ' ' }]
    for (const half of halves) expect((await admin.post('/confirm?/code', half)).status).toBe(400)
    const answers = ['{}', '[]', 'null', '{"id":"a"}', '"', '{"__proto__":{}}']
    for (const answer of answers) {
      const { status } = await admin.post('/confirm?/passkey', { password: '', answer })
      expect([400, 429]).toContain(status)
    }
    expect(admin.cookies.get(SESSION)).toBe(token)
    expect((await admin.get('/work/profile/password')).location).toMatch(/^\/confirm/)
  })
})

describe('on every route of staff', () => {
  const routes = () => [...new Set(ROUTES.filter((route) => /^\/\((?:account|workspace)\)/.test(route)))]
  const targets = () => routes().map((route) => addressOf(route, () => colleague))

  test('a method that no page has is answered 405, with a session or without', async () => {
    const wrong: string[] = []
    const methods = ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'MKCOL']
    const letters = targets().flatMap((target) => methods.map((method) => ({ target, method })))
    await withEach(letters, async ({ target, method }) => {
      for (const visitor of [admin, attacked.stranger()]) {
        const { status } = await visitor.send(method, target)
        if (status !== 405) wrong.push(`${method} ${target}: ${status}`)
      }
    })
    await withEach(targets(), async (target) => {
      const [head, options] = [await admin.send('HEAD', target), await admin.send('OPTIONS', target)]
      if (head.body !== '' || ![200, 303, 403, 404].includes(head.status))
        wrong.push(`HEAD ${target}: ${head.status}`)
      if (![204, 404, 405].includes(options.status)) wrong.push(`OPTIONS ${target}: ${options.status}`)
    })
    expect(wrong).toEqual([])
  })

  test('a form that the page does not have is none, whatever it is called', async () => {
    const before = await attacked.standing()
    const names = [
      'nothing',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      '',
      '%00',
      'a/b'
    ]
    const letters = targets().flatMap((target) => names.map((name) => `${target}?/${name}`))
    const done: string[] = []
    await withEach(letters, async (target) => {
      const { status } = await admin.post(target, { id: colleague })
      if (![400, 403, 404, 405].includes(status)) done.push(`${target}: ${status}`)
    })
    expect(done).toEqual([])
    expect(await attacked.standing()).toEqual(before)
  })
})

const WAYS_OUT = [
  ...[
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://evil.example',
    '///evil.example'
  ],
  ...[
    '%2f%2fevil.example',
    '/%2fevil.example',
    '/%5cevil.example',
    '%5c%5cevil.example',
    '/work/..//evil.example'
  ],
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,evil',
    'vbscript:evil',
    ' https://evil.example'
  ],
  ...[
    '/\tevil.example',
    '\t//evil.example',
    '/work\n//evil.example',
    '/work\r\nSet-Cookie:evil',
    '/\u2215evil.example'
  ],
  ...[
    '\uff0f\uff0fevil.example',
    '\u2044\u2044evil.example',
    '/\u200b/evil.example',
    '/work@evil.example',
    '@evil.example'
  ],
  ...[
    '/work\\@evil.example',
    '/work:80@evil.example',
    '.evil.example',
    '//localhost@evil.example',
    'http:/\\evil.example'
  ],
  ...[
    '/work#@evil.example',
    '/work;//evil.example',
    '/work?x=//evil.example\\',
    '?/../evil.example',
    '/workevil.example'
  ]
]

test('no way back leads to another site, from any page that knows one', async () => {
  const origin = new URL(attacked.address).origin
  const waiting = attacked.stranger()
  await showPassword(waiting, demoColleague('editor'))
  const signedIn = await attacked.as('translator')
  const stranger = attacked.stranger()
  const leading: string[] = []
  const note = (asked: string, { body, location }: { body: string; location: string }) => {
    const links = [...body.matchAll(/\s(?:href|action|src|formaction)="([^"]*)"/g)].map(([, link]) => link!)
    const decoded = links.map((link) => link.replaceAll('&amp;', '&').replaceAll('&#x26;', '&'))
    for (const link of [...decoded, location])
      if (!URL.canParse(link, origin) || new URL(link, `${origin}/sign-in/`).origin !== origin)
        leading.push(`${asked}: ${link}`)
  }
  const asked = WAYS_OUT.flatMap((way) => {
    const back = `back=${encodeURIComponent(way)}`
    return [
      ...['/sign-in', '/sign-in/with', '/password/forgotten', '/sign-in/second', '/work'].map(
        (path) => [stranger, `${path}?${back}`] as const
      ),
      ...[
        '/sign-in',
        '/sign-in/second',
        '/confirm',
        '/sign-in/enrol',
        '/sign-in/passkey',
        '/sign-in/codes'
      ].map((path) => [signedIn, `${path}?${back}`] as const),
      ...['/sign-in/second', '/sign-in/enrol', '/sign-in/passkey'].map(
        (path) => [waiting, `${path}?${back}`] as const
      )
    ]
  })
  await withEach(asked, async ([visitor, target]) => note(target, await visitor.get(target)))
  for (const way of WAYS_OUT) {
    const back = encodeURIComponent(way)
    note(`totp ${way}`, await waiting.post(`/sign-in/second?/totp&back=${back}`, { code: '' }))
    note(`code ${way}`, await signedIn.post(`/confirm?/code&back=${back}`, { code: '', password: '' }))
    note(`begin ${way}`, await stranger.post('/sign-in/with?/begin', { back: way }))
  }
  expect(leading).toEqual([])
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(1_100))
