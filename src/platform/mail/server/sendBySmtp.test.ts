import { randomUUID } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import { freePort } from '#testing/freePort.ts'
import { selfSignedCertificate } from '#testing/selfSignedCertificate.ts'
import { LOGIN, startSmtpServer, type SmtpMood, type TestSmtpServer } from '#testing/smtpServer.ts'
import { sendBySmtp } from './sendBySmtp.ts'

const servers: TestSmtpServer[] = []
const start = async (...args: Parameters<typeof startSmtpServer>) => {
  const server = await startSmtpServer(...args)
  servers.push(server)
  return server
}
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.stop()))))

const date = Temporal.Instant.from('2026-09-15T07:10:00Z')
const aMessage = (changes: object = {}) => ({
  id: randomUUID(),
  date,
  to: 'person@example.org',
  subject: 'Ihre Einladung für heute: ابدأ',
  text: 'Guten Tag,\n\n.\nhier ist „der Link“: https://help.example.org/' + 'x'.repeat(120) + '\n',
  ...changes
})
const never = new AbortController().signal
const send = (settings: MailSettings, changes: object = {}, signal = never) =>
  sendBySmtp(settings, aMessage(changes), signal)
const certificate = () => selfSignedCertificate('localhost', systemClock.now())

const decodedText = (raw: string) => {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  const bytes = /Content-Transfer-Encoding: base64/i.test(raw)
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        'latin1'
      )
  return bytes.toString().replaceAll('\r\n', '\n')
}

describe('a message', () => {
  test('arrives as it was written, says that a program sent it, and can be told when it comes twice', async () => {
    const server = await start()
    const message = aMessage()
    expect(await sendBySmtp(server.settings, message, never)).toBeUndefined()
    expect(await sendBySmtp(server.settings, message, never)).toBeUndefined()
    const [first, second] = server.taken
    expect(first).toMatchObject({
      from: 'help@example.org',
      to: ['person@example.org'],
      messageId: `<${message.id}@example.org>`
    })
    expect(second!.raw).toBe(first!.raw)
    expect(decodedText(first!.raw).trimEnd()).toBe(message.text.trimEnd())
    const headers = first!.raw.slice(0, first!.raw.indexOf('\r\n\r\n'))
    expect(headers).toContain('Auto-Submitted: auto-generated')
    expect(headers).toContain('Content-Type: text/plain; charset=utf-8')
    expect(headers).toContain('Date: Tue, 15 Sep 2026 07:10:00 +0000')
    expect(headers).not.toMatch(/mailer/i)
    expect(first!.raw).toMatch(/^[\x09\x0a\x0d\x20-\x7e]*$/)
    expect(Math.max(...first!.raw.split('\r\n').map((line) => line.length))).toBeLessThan(1000)
  })

  test('signs in with what the address says', async () => {
    const server = await start({ authOptional: false })
    expect(await send({ ...server.settings, login: LOGIN })).toBeUndefined()
    expect(server.taken).toHaveLength(1)
  })

  test.each(['starttls', 'implicit'] as const)(
    'goes encrypted to a server that is who it says: %s',
    async (tls) => {
      const own = certificate()
      const server = await start({ ...own, secure: tls === 'implicit' })
      const known = getCACertificates()
      setDefaultCACertificates([...known, own.cert])
      try {
        expect(await send({ ...server.settings, host: 'localhost', tls, login: LOGIN })).toBeUndefined()
      } finally {
        setDefaultCACertificates(known)
      }
      expect(server.taken).toHaveLength(1)
    }
  )
})

describe('what can go wrong', () => {
  test.each<[SmtpMood, object]>([
    ['busy', { code: 'busy', forGood: false, reply: 451 }],
    ['refusesRecipient', { code: 'recipient', forGood: true, reply: 550 }],
    ['refusesSender', { code: 'sender', forGood: true, reply: 553 }],
    ['refusesContent', { code: 'content', forGood: true, reply: 554 }],
    ['drops', { code: 'dropped', forGood: false }]
  ])('a server that is in the mood: %s', async (mood, refusal) => {
    const server = await start()
    server.mood = mood
    expect(await send(server.settings)).toMatchObject(refusal)
  })

  test('the wrong password', async () => {
    const server = await start()
    const settings = { ...server.settings, login: { user: 'anlaufstelle', password: 'wrong' } }
    expect(await send(settings)).toEqual({ code: 'login', forGood: false, reply: 535 })
  })

  test('no login where one is wanted', async () => {
    const server = await start({ authOptional: false })
    expect(await send(server.settings)).toEqual({ code: 'login', forGood: false, reply: 530 })
  })

  test('nobody listens', async () => {
    const { settings } = await start()
    expect(await send({ ...settings, port: await freePort() })).toMatchObject({
      code: 'refused',
      forGood: false
    })
  })

  test('no such host', async () => {
    const { settings } = await start()
    expect(await send({ ...settings, host: 'mail.invalid' })).toMatchObject({ code: 'host', forGood: false })
  })

  test('a server that says nothing is left', { timeout: 20_000 }, async () => {
    const server = await start()
    server.mood = 'hangs'
    expect(await send(server.settings)).toMatchObject({ code: 'timeout', forGood: false })
  })

  test('the process stops', async () => {
    const server = await start()
    server.mood = 'hangs'
    const stopping = new AbortController()
    const refused = send(server.settings, {}, stopping.signal)
    stopping.abort()
    expect(await refused).toMatchObject({ code: 'interrupted', forGood: false })
  })

  test('a server without STARTTLS is told nothing', async () => {
    const server = await start()
    const settings = { ...server.settings, tls: 'starttls' as const, login: LOGIN }
    expect(await send(settings)).toMatchObject({ code: 'tls', forGood: false })
    expect(server.taken).toEqual([])
  })

  test('a certificate that nobody vouches for, by STARTTLS', async () => {
    const server = await start({ ...certificate() })
    expect(await send({ ...server.settings, host: 'localhost', tls: 'starttls' })).toMatchObject({
      code: 'tls'
    })
  })

  test('a certificate that nobody vouches for, from the first byte', async () => {
    const server = await start({ ...certificate(), secure: true })
    expect(await send({ ...server.settings, host: 'localhost', tls: 'implicit' })).toMatchObject({
      code: 'tls'
    })
  })

  test('a server that speaks no TLS where it should', async () => {
    const server = await start()
    expect(await send({ ...server.settings, tls: 'implicit' })).toMatchObject({ code: 'tls' })
  })
})
