import { expect, test } from 'vitest'
import { germanDay, systemClock } from '#platform/clock/clock.ts'
import { ACTIVE, MARK } from '../hostile/values.ts'
import { NO_TOKEN, useAttacked, withEach } from './attacked.ts'
import type { Visitor } from './visitor.ts'

const attacked = useAttacked()
const ID = '9b87f9eb-1498-537d-951c-7f0c97c43ae3'
const PASSWORD = 'sieben gelbe Leitern im Regen'
const today = germanDay(systemClock.now()).toString()

type Fields = Readonly<Record<string, string>>
/** Every form of staff with who posts it and fields as a page would fill them. */
const GOOD: readonly { readonly who: string; readonly target: string; readonly fields: () => Fields }[] = [
  { who: '', target: '/password/forgotten', fields: () => ({ email: 'a@b.example' }) },
  { who: '', target: `/invitation/${NO_TOKEN}`, fields: () => ({ name: 'Neu', password: PASSWORD }) },
  { who: '', target: `/password/${NO_TOKEN}`, fields: () => ({ password: PASSWORD }) },
  {
    who: '',
    target: `/set-up/${NO_TOKEN}`,
    fields: () => ({ organisation: 'Verein', name: 'Neu', email: 'a@b.example', password: PASSWORD })
  },
  { who: '', target: '/sign-in/with?/begin', fields: () => ({ back: '/work', again: '1' }) },
  {
    who: 'counsellor',
    target: '/sign-in/enrol',
    fields: () => ({ factorId: ID, code: '123456', label: 'App' })
  },
  { who: 'counsellor', target: '/sign-in/passkey', fields: () => ({ answer: '{}', label: 'Schlüssel' }) },
  {
    who: 'counsellor',
    target: '/work/profile?/save',
    fields: () => ({ name: 'A', language: 'de', theme: 'dark', textSize: 'normal', keyboard: 'on' })
  },
  { who: 'counsellor', target: '/work/profile?/end', fields: () => ({ id: ID }) },
  { who: 'counsellor', target: '/work/profile/factors?/remove', fields: () => ({ id: ID }) },
  {
    who: 'organisationAdmin',
    target: '/work/people/invite',
    fields: () => ({
      ...{ id: crypto.randomUUID(), email: 'neu@b.example', name: 'Neu' },
      ...{ language: 'de', role: 'editor', teamId: '' }
    })
  },
  {
    who: 'organisationAdmin',
    target: '/work/people?/resend',
    fields: () => ({ id: ID, as: crypto.randomUUID() })
  },
  { who: 'organisationAdmin', target: '/work/people?/withdraw', fields: () => ({ id: ID }) },
  {
    who: 'organisationAdmin',
    target: `/work/people/${ID}?/grant`,
    // The team is missing, so that none of them is whole.
    fields: () => ({
      ...{ id: crypto.randomUUID(), role: 'counsellor', teamId: '', centreId: '' },
      ...{ deputyFor: '', validFrom: today, validUntil: '' }
    })
  },
  { who: 'organisationAdmin', target: `/work/people/${ID}?/end`, fields: () => ({ grantId: ID }) },
  {
    who: 'organisationAdmin',
    target: '/work/teams?/create',
    fields: () => ({ id: crypto.randomUUID(), name: 'T' })
  },
  {
    who: 'organisationAdmin',
    target: '/work/teams?/rename',
    fields: () => ({ id: ID, name: 'T', seen: 'T' })
  },
  { who: 'organisationAdmin', target: '/work/teams?/close', fields: () => ({ id: ID }) },
  { who: 'systemAdmin', target: '/work/outbox?/retry', fields: () => ({ id: ID }) }
]
/** Texts with characters that steer instead of being read. */
const STEERING = [
  `${MARK}\r\nSet-Cookie: evil=1`,
  `${MARK}\nBcc: dieb@evil.example`,
  `${MARK}\u202E\u2066`,
  `${MARK}\u200B\uFEFF`,
  `${MARK}\u0085\u2028`,
  `${MARK}\u001b[31m`
]
const HOSTILE = [
  ...STEERING,
  `'; DROP TABLE access_account; -- ${MARK}`,
  `' OR '1'='1' -- ${MARK}`,
  `\\'; SELECT pg_sleep(9); -- ${MARK}`,
  ACTIVE,
  `"><script>${MARK}</script>`,
  `{{7*7}}\${7*7}<%= ${MARK} %>`,
  `${MARK}\0`,
  `../../${MARK}`,
  '__proto__',
  '\uFFFF\uFFFD',
  'a\u0301'.repeat(200),
  '🏳️‍🌈'.repeat(40),
  MARK + 'a'.repeat(10_000),
  MARK + 'a'.repeat(20_000),
  '9'.repeat(400),
  '-1',
  '2026-02-30',
  '99999999-9999-9999-9999-999999999999',
  '0000-01-01'
]

test('what is hostile in any field is refused or kept as a text, and does nothing', async () => {
  const visitors = new Map<string, Visitor>([['', attacked.stranger()]])
  for (const role of ['counsellor', 'organisationAdmin', 'systemAdmin'])
    visitors.set(role, await attacked.as(role))
  const before = await attacked.standing()
  const wrong: string[] = []
  const letters = GOOD.flatMap((form) =>
    Object.keys(form.fields()).flatMap((field) => HOSTILE.map((value) => ({ ...form, field, value })))
  )
  await withEach(letters, async ({ who, target, fields, field, value }) => {
    const { status, location } = await visitors.get(who)!.post(target, { ...fields(), [field]: value })
    const told = `${target} ${field}=${JSON.stringify(value.slice(0, 30))}: ${status} ${location}`
    if (![200, 303, 400, 404, 413, 429].includes(status)) wrong.push(told)
    if (value.length > 16_384 && status !== 413 && location !== '/sign-in') wrong.push(told)
    if (/name|label|email/.test(field) && STEERING.includes(value) && who !== '' && status !== 400)
      wrong.push(told)
  })
  expect(wrong).toEqual([])
  const { roles, factors, codes } = await attacked.standing()
  expect({ roles, factors, codes }).toEqual({
    roles: before['roles'],
    factors: before['factors'],
    codes: before['codes']
  })
  const texts = await attacked.query<{ text: string }>(
    `SELECT display_name || email AS text FROM access_account UNION SELECT name FROM access_team
     UNION SELECT display_name || email FROM access_invitation`
  )
  expect(texts.length).toBeGreaterThan(12)
  expect(
    texts.filter(({ text }) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text.replaceAll('\u200d', '')))
  ).toEqual([])
  const pages = [
    '/work',
    '/work/people',
    '/work/teams',
    '/work/profile',
    `/work/people/${ID}`,
    '/work/outbox'
  ]
  for (const visitor of visitors.values())
    for (const page of pages) expect((await visitor.get(page)).status).toBeOneOf([200, 303, 403])
})

test('what is hostile in the address of a page of staff finds nothing', async () => {
  const pages = [
    ['organisationAdmin', (value: string) => `/work/people/${value}`],
    ['organisationAdmin', (value: string) => `/work/people?search=${value}`],
    ['organisationAdmin', (value: string) => `/work/people?team=${value}`],
    ['organisationAdmin', (value: string) => `/work/people?page=${value}`],
    ['organisationAdmin', (value: string) => `/work/permissions?role=${value}`],
    ['organisationAdmin', (value: string) => `/work/profile/looked?before=${value}`],
    ['systemAdmin', (value: string) => `/work/outbox/${value}`],
    ['systemAdmin', (value: string) => `/work/outbox?page=${value}`],
    ...['event', 'actor', 'record', 'from', 'until', 'before'].map(
      (name) => ['dataProtectionOfficer', (value: string) => `/work/audit?${name}=${value}`] as const
    ),
    ['dataProtectionOfficer', (value: string) => `/work/audit/export?actor=${value}&from=${value}`],
    ['', (value: string) => `/sign-in?as=${value}&lang=${value}`],
    ['', (value: string) => `/sign-in/with/back?code=${value}&state=${value}`],
    ['', (value: string) => `/sign-in/with?said=${value}`]
  ] as const
  const visitors = new Map<string, Visitor>([['', attacked.stranger()]])
  for (const role of ['organisationAdmin', 'systemAdmin', 'dataProtectionOfficer'])
    visitors.set(role, await attacked.as(role))
  const wrong: string[] = []
  const values = HOSTILE.filter((value) => value.length < 6_000)
  const letters = pages.flatMap(([who, target]) =>
    values.map((value) => ({ who, target: target(encodeURIComponent(value)) }))
  )
  await withEach(letters, async ({ who, target }) => {
    const { status } = await visitors.get(who)!.get(target)
    const gate = target.length > 2_048 ? 414 : /%0[0-9a-d]|%1b/i.test(target) ? 400 : undefined
    if (gate ? status !== gate : ![200, 303, 400, 404].includes(status))
      wrong.push(`${target.slice(0, 90)}: ${status}`)
  })
  for (const form of ['grant', 'end', 'disable', 'enable', 'reset'])
    for (const id of ['__proto__', "'%20OR%201", '-1', '9'.repeat(40), 'a']) {
      const fields = { ...GOOD.find(({ target }) => target.endsWith(`?/${form}`))?.fields(), mailId: ID }
      const { status } = await visitors.get('organisationAdmin')!.post(`/work/people/${id}?/${form}`, fields)
      if (![400, 404].includes(status)) wrong.push(`${id}?/${form}: ${status}`)
    }
  expect(wrong).toEqual([])
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(1_300))
