import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workTextsFor } from '#i18n/workTexts.ts'
import { readConfig } from '#platform/config/server/config.ts'
import { REFUSALS } from '#platform/mail/server/refusals.ts'
import { startSmtpServer, type SmtpMood, type TestSmtpServer } from '#testing/smtpServer.ts'
import { mailTest } from './mailTest.ts'

let server: TestSmtpServer
beforeAll(async () => void (server = await startSmtpServer()))
afterAll(() => server.stop())
beforeEach(() => void (server.mood = 'takes'))

const FROM = { ANLAUFSTELLE_MAIL_FROM: 'help@example.org' }
const call = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const said: string[] = []
  const code = await mailTest.run(args, {
    config: readConfig(env, '/srv/anlaufstelle'),
    texts: workTextsFor('en'),
    callerFolder: '/srv',
    print: (line) => void said.push(line),
    ctx: () => Promise.reject(new Error('The database is not asked')),
    owner: () => Promise.reject(new Error('The database is not asked'))
  })
  return { code, said }
}
const here = (login = '') => ({
  ...FROM,
  ANLAUFSTELLE_MAIL: `smtp://${login}127.0.0.1:${server.settings.port}`
})
const to = ['--to', 'person@example.org']

describe('mail test', () => {
  test('sends a mail and says so', async () => {
    const { code, said } = await call(to, here('anlaufstelle:p%40ss%3Aword@'))
    expect({ code, said }).toEqual({
      code: 0,
      said: [`127.0.0.1:${server.settings.port} took the test mail to person@example.org.`]
    })
    expect(server.taken.at(-1)).toMatchObject({ to: ['person@example.org'], from: 'help@example.org' })
  })

  test.each<[SmtpMood, string]>([
    ['refusesRecipient', 'takes no mails to this address. (reply 550)'],
    ['refusesSender', 'takes no mails from this sender. (reply 553)'],
    ['refusesContent', 'refused this mail. (reply 554)'],
    ['busy', 'asks to try again later. (reply 451)']
  ])('says in one line what the server said: %s', async (mood, reason) => {
    server.mood = mood
    const { code, said } = await call(to, here())
    expect(code).toBe(1)
    expect(said).toEqual([`127.0.0.1:${server.settings.port}: The mail server ${reason}`])
  })

  test.each([
    ['the wrong password', () => here('anlaufstelle:geheim@'), 'does not take the login'],
    [
      'no such host',
      () => ({ ...FROM, ANLAUFSTELLE_MAIL: 'smtp://mail.invalid' }),
      'name of the mail server'
    ],
    ['nobody there', () => ({ ...FROM, ANLAUFSTELLE_MAIL: 'smtp://127.0.0.1:1' }), 'takes no connection'],
    [
      'no TLS',
      () => ({ ...FROM, ANLAUFSTELLE_MAIL: here().ANLAUFSTELLE_MAIL.replace('smtp', 'smtps') }),
      'no TLS'
    ]
  ])('says in one line what is wrong, without the password: %s', async (_, env, reason) => {
    const { code, said } = await call(to, env())
    expect(code).toBe(1)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(reason)
    expect(said[0]).not.toContain('geheim')
  })

  test('says that no mail server is named', async () => {
    expect(await call(to, {})).toMatchObject({
      code: 1,
      said: [expect.stringContaining('ANLAUFSTELLE_MAIL')]
    })
  })

  test.each([[[]], [['--to', 'nobody']], [['--to', 'a@b.org\nBcc: c@d.org']]])(
    'wants an address: %j',
    async (args) => {
      expect(await call(args, here())).toMatchObject({ code: 2, said: [expect.stringContaining('--to')] })
    }
  )

  test.each(REFUSALS)('has words for: %s', (code) => {
    for (const locale of ['de', 'en'] as const)
      expect(workTextsFor(locale)(`mail_refusal_${code}`)).not.toBe('')
  })
})
