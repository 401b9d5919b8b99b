import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { rolesThatMay, type Permission } from '#modules/access/index.ts'
import { DEMO_TEAM } from '#modules/access/server/demoAccounts.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { freePort } from '#testing/freePort.ts'
import { FORMS, strangersLedTo, targetOf, type PageForm } from '../hostile/forms.ts'
import { FORM } from '../hostile/values.ts'
import { NO_TOKEN, useAttacked, withEach } from './attacked.ts'
import { showPassword, type Answer, type Sending, type Visitor } from './visitor.ts'

const port = String(await freePort())
const URL_OF_OURS = `http://localhost:${port}`
/** With a sign-on provider that is away: its forms are read like all others. */
const attacked = useAttacked({
  PORT: port,
  ANLAUFSTELLE_URL: URL_OF_OURS,
  ANLAUFSTELLE_DEMO: 'on',
  ANLAUFSTELLE_OIDC_ISSUER: 'http://localhost:1',
  ANLAUFSTELLE_OIDC_CLIENT_ID: 'anlaufstelle',
  ANLAUFSTELLE_OIDC_CLIENT_SECRET: 'known to nobody',
  ANLAUFSTELLE_OIDC_NAME: 'Beispiel'
})

const visitors = new Map<string, Visitor>()
let someoneElse: string
/** A colleague about whom forms are. */
let colleague: string
/** A task of the counsellor's own. */
const task = randomUUID()

const isPermission = (asks = ''): asks is Permission => asks.includes('.')
/** Whose session posts a form: somebody who may, or, on the second step, who has shown the password alone. */
const whoPosts = ({ route, asks }: PageForm): string => {
  if (route === '/(account)/sign-in/second') return 'waiting'
  return (isPermission(asks) && rolesThatMay(asks)[0]) || 'counsellor'
}

beforeAll(async () => {
  const [row] = await attacked.query<{ id: string }>('SELECT id FROM access_account WHERE email = $1', [
    demoColleague('mentoringCoordinator').email
  ])
  colleague = row!.id
  for (const role of new Set(forms.map(({ form }) => whoPosts(form)).filter((who) => who !== 'waiting')))
    visitors.set(role, await attacked.as(role))
  const written = await visitors.get('counsellor')!.post('/work/tasks/new', { id: task, words: 'Aufgabe' })
  expect(written.status).toBe(303)
  const waiting = attacked.stranger()
  await showPassword(waiting, demoColleague('editor'))
  await waiting.get('/sign-in/second')
  visitors.set('waiting', waiting)
  someoneElse = (await attacked.as('translator')).csrf
})

/** Every form that staff post, the one that ends the session last. */
const forms = FORMS.filter(({ asks }) => asks !== undefined)
  .sort((one, other) => Number(one.asks === 'signOut') - Number(other.asks === 'signOut'))
  .map((form) => ({
    form,
    targetWith: (id: string) => targetOf(form, (name) => (name === 'token' ? NO_TOKEN : id))
  }))

const OWN = { origin: URL_OF_OURS, 'sec-fetch-site': 'same-origin', 'content-type': FORM }
type Wrong = (csrf: string) => Sending
const headers =
  (changed: Readonly<Record<string, string>>): Wrong =>
  (csrf) => ({ headers: { ...OWN, ...changed }, body: `csrf=${csrf}` })
const body =
  (text: string): Wrong =>
  (csrf) => ({ headers: OWN, body: Buffer.from(`${text}&csrf=${csrf}`, 'latin1') })
const token =
  (forge: (csrf: string) => string): Wrong =>
  (csrf) => ({ headers: OWN, body: forge(csrf) })

const WRONG: Readonly<Record<number, readonly Wrong[]>> = {
  415: [
    ...[
      'text/plain',
      'multipart/form-data; boundary=x',
      `${FORM}; charset=utf-7`,
      'application/json',
      ''
    ].map((type) => headers({ 'content-type': type })),
    headers({ 'content-encoding': 'gzip' })
  ],
  400: [
    ...['id=%00', 'id=\0', 'id=%C3%28', 'id=%ED%A0%80', 'id=%', 'id=\xff', 'id=1&id=2'].map(body),
    body(Array.from({ length: 41 }, (_, index) => `f${index}=`).join('&'))
  ],
  // More than the largest form of staff takes, and than the server takes at all.
  413: [body(`id=${'a'.repeat(66_000)}`), body(`id=${'a'.repeat(530_000)}`)],
  403: [
    token(() => ''),
    token(() => 'csrf='),
    token(() => `csrf=${someoneElse}`),
    token((csrf) => `csrf=${csrf.slice(1)}`),
    token((csrf) => `csrf=${csrf}${csrf}`),
    token((csrf) => `CSRF=${csrf}`),
    headers({ 'sec-fetch-site': 'cross-site' }),
    ...['https://evil.example', 'null', `${URL_OF_OURS}0`, URL_OF_OURS.replace('http', 'https'), ''].map(
      (origin) => headers({ origin })
    )
  ]
}

/** The one form that a file comes with: it is read in parts, and may be larger. */
const TAKES_A_FILE = '/(workspace)/work/people/invite/many'
const wrongFor = ({ route }: PageForm, status: number) => {
  const wrong = WRONG[status]!
  if (route !== TAKES_A_FILE) return wrong
  return wrong.filter((_, n) => !(status === 415 && n === 1) && !(status === 413 && n === 0))
}

const send = (form: PageForm, target: string, wrong: Wrong) => {
  const visitor = visitors.get(whoPosts(form))!
  return visitor.send('POST', target, wrong(visitor.csrf))
}

test.each(Object.keys(WRONG).map(Number))(
  'on every form of staff what is wrong with it is answered %d to those who may post it, and nothing is done',
  async (status) => {
    const before = await attacked.standing()
    const answered: string[] = []
    const letters = forms.flatMap(({ form, targetWith }) =>
      wrongFor(form, status).map((wrong) => ({ form, targetWith, wrong }))
    )
    await withEach(letters, async ({ form, targetWith, wrong }) => {
      const answer = await send(form, targetWith(colleague), wrong)
      if (answer.status !== status)
        answered.push(
          `${targetWith(colleague)} ${WRONG[status]!.indexOf(wrong)}: ${answer.status} ${answer.location}`
        )
    })
    expect(answered).toEqual([])
    expect(await attacked.standing()).toEqual(before)
  }
)

const aboutWhat = ({ route }: PageForm): string => {
  if (route.includes('/teams/[id]')) return DEMO_TEAM.id
  return route.includes('/tasks/[id]') ? task : colleague
}

test('the same forms are read where nothing is wrong with them', async () => {
  const refused: string[] = []
  for (const { form, targetWith } of forms) {
    const target = targetWith(aboutWhat(form))
    const { status, location }: Answer = await send(form, target, headers({}))
    const turnedAway = location !== '' && location === strangersLedTo(form, target)
    if (![200, 303, 400].includes(status) || turnedAway || location.startsWith('/confirm'))
      refused.push(`${target}: ${status} ${location}`)
  }
  expect(refused).toEqual([])
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(900))
