import { describe, expect, test } from 'vitest'
import { demoColleague } from '#testing/colleagues.ts'
import { TIMES, useAttacked, withEach } from './attacked.ts'
import type { Answer } from './visitor.ts'

const attacked = useAttacked()

/** Texts that a reader takes for this address, and that are another. */
const lookAlikesOf = (email: string): string[] =>
  [
    email.replaceAll('a', '\u0430'),
    email.replaceAll('e', '\u0435'),
    email.replace('o', '\u043e'),
    email.replaceAll('i', '\u0131'),
    email.replace('s', '\u017f'),
    email.replace('k', '\u212a'),
    email.replace('a', '\u00e1'.normalize('NFD')),
    email.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    email.replace('@', '\uff20'),
    email.replace('.', '\u3002'),
    email.replace('@', '\u200b@'),
    email.replace('@', '\u00ad@'),
    `\u2060${email}`,
    `\u202e${[...email].reverse().join('')}`,
    `"${email.replace('@', '"@')}`,
    `${email}.`,
    email.replace('@', '+a@'),
    email.replace('@', '%40'),
    email.replace('@', '(a)@'),
    `<${email}>`
  ].filter((look) => look !== email)

describe('an address that looks like a colleague’s', () => {
  const { email, password } = demoColleague('translator')

  test('signs nobody in with their password; the same in capitals is the same', async () => {
    const admitted: string[] = []
    const looks = lookAlikesOf(email)
    expect(looks.length).toBeGreaterThanOrEqual(15)
    await withEach(
      looks,
      async (look) => {
        const { status, headers } = await attacked.stranger().post('/sign-in', { email: look, password })
        if (![400, 503].includes(status) || headers['set-cookie']) admitted.push(`${look}: ${status}`)
      },
      2
    )
    expect(admitted).toEqual([])
    for (const same of [email.toUpperCase(), ` ${email} `, `\ufeff${email}`])
      expect((await attacked.stranger().post('/sign-in', { email: same, password })).status).toBe(303)
  })

  test('is invited by nobody where it is no plain address, and the same in capitals has an account', async () => {
    const admin = await attacked.as('organisationAdmin')
    const invite = async (typed: string) => {
      const wish = { email: typed, name: 'Doppel', language: 'de', role: 'editor', teamId: '' }
      return (await admin.post('/work/people/invite', { ...wish, id: crypto.randomUUID() })).status
    }
    const invited: string[] = []
    for (const look of lookAlikesOf(email).filter((each) => !each.includes('+a@')))
      if ((await invite(look)) !== 400) invited.push(look)
    for (const same of [email, email.toUpperCase(), ` ${email}`, email.replace('u', 'U')])
      if ((await invite(same)) !== 400) invited.push(same)
    expect(invited).toEqual([])
    for (const one of ['zwei@b.example', 'ZWEI@b.example', 'Zwei@B.EXAMPLE'])
      expect(await invite(one)).toBe(303)
    const open = await attacked.query(
      "SELECT 1 FROM access_invitation WHERE lower(email) = 'zwei@b.example' AND used_at IS NULL AND withdrawn_at IS NULL"
    )
    expect(open).toHaveLength(1)
  })
})

/** A page without what is typed into it, and without the codes that a demonstration shows and that change with time. */
const bare = (body: string, email: string) =>
  body.replace(`value="${email}"`, '').replaceAll(/(?<=class="digits">)\d{6}/g, '')

describe('whether an account is there', () => {
  const seen = ({ status, body, headers }: Answer, email: string) => ({
    status,
    body: bare(body, email),
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !['date', 'content-length', 'etag'].includes(name))
    )
  })
  const closed = demoColleague('statistics').email
  const KINDS = [demoColleague('editor').email, 'niemand@nachbarhaus.example', closed, 'gibt@es.example']

  test('is told by no answer of the sign-in: neither of a wrong password nor of too many', async () => {
    await attacked.query(
      "UPDATE access_account SET state = 'disabled', state_changed_at = now() WHERE email = $1",
      [closed]
    )
    const tries = 5 * TIMES
    const answers = await Promise.all(
      KINDS.map(async (email) => {
        const each = []
        for (let n = 0; n < tries; n++) {
          const answer = await attacked
            .stranger()
            .post('/sign-in', { email, password: 'falsch falsch falsch' })
          each.push(seen(answer, email))
        }
        return each
      })
    )
    expect(answers[0]!.map(({ status }) => status)).toContain(400)
    for (const other of answers) expect(other[0]).toEqual(answers[0]![0])
    const slowed = await Promise.all(
      KINDS.map(async (email) => {
        const late = () => attacked.stranger().post('/sign-in', { email, password: 'falsch falsch falsch' })
        const all = [await late(), await late(), await late()]
        const { status, body } = all.find((answer) => answer.status === 429)!
        return [status, bare(body, email).replace(/(?:\d+|eine) Sekunden?/g, 'N Sekunden')]
      })
    )
    for (const other of slowed) expect(other).toEqual(slowed[0])
  })

  test('is told by no answer about a forgotten password', async () => {
    const look = async (email: string) =>
      seen(await attacked.stranger().post('/password/forgotten', { email }), email)
    const answers = await Promise.all(KINDS.map(look))
    expect(answers[0]!.status).toBe(200)
    for (const other of answers) expect(other).toEqual(answers[0])
  })
})

test('afterwards the application is well and the audit whole', () => attacked.expectUnharmed(80))
