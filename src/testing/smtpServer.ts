import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailSettings } from '#platform/config/server/mailSettings.ts'

/**
 * How the server behaves: takes mails; asks to come back later (4xx); refuses the recipient, the sender, the content or
 * the whole session for good (5xx); says nothing any more; reads the whole mail and hangs up without an answer.
 */
export type SmtpMood =
  'takes' | 'busy' | 'refusesRecipient' | 'refusesSender' | 'refusesContent' | 'hangs' | 'drops'

/** A mail that the server has read whole. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly messageId: string
}

/** A real SMTP server on this machine. */
export interface TestSmtpServer {
  readonly settings: MailSettings
  mood: SmtpMood
  /** Milliseconds between the end of a mail and the answer. */
  pause: number
  /** Mails it said yes to, in that order. */
  readonly taken: ReceivedMail[]
  /** Mails it read and then refused, or left without an answer. */
  readonly read: ReceivedMail[]
  /** Sessions since the start. */
  readonly sessions: () => number
  stop(): Promise<void>
}

/** The one login that the server knows. */
export const LOGIN = { user: 'anlaufstelle', password: 'p@ss:word' }

const saying = (code: number) => Object.assign(new Error('said the server'), { responseCode: code })
const headerOf = (raw: string, name: string) =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(raw.slice(0, raw.indexOf('\r\n\r\n')))?.[1]?.trim() ?? ''

/** Starts one on a free port, or on `port`; `options` for TLS and the like. */
export const startSmtpServer = async (options: SMTPServerOptions = {}, port = 0): Promise<TestSmtpServer> => {
  const state = { mood: 'takes' as SmtpMood, pause: 0, sessions: 0 }
  const taken: ReceivedMail[] = []
  const read: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const answer = (moods: readonly SmtpMood[], code: number, go: (fault?: Error | null) => void) =>
    moods.includes(state.mood) ? go(saying(code)) : go()
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: options.secure || options.key ? [] : ['STARTTLS'],
    closeTimeout: 100,
    ...options,
    onConnect: (_session, go) => {
      state.sessions++
      if (state.mood !== 'hangs') go()
    },
    onAuth: ({ username, password }, _session, go) =>
      username === LOGIN.user && password === LOGIN.password
        ? go(null, { user: LOGIN.user })
        : go(saying(535)),
    onMailFrom: (_address, _session, go) => answer(['refusesSender'], 553, go),
    onRcptTo: (_address, _session, go) =>
      state.mood === 'busy' ? go(saying(451)) : answer(['refusesRecipient'], 550, go),
    onData: (stream, { envelope }, go) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString()
        const mail = {
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          messageId: headerOf(raw, 'Message-ID')
        }
        if (state.mood === 'drops') {
          read.push(mail)
          for (const socket of sockets) socket.destroy()
        } else if (state.mood === 'refusesContent') {
          read.push(mail)
          go(saying(554))
        } else {
          setTimeout(() => (taken.push(mail), go()), state.pause)
        }
      })
    }
  })
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  listening.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await once(listening, 'listening')
  return {
    settings: {
      host: '127.0.0.1',
      port: (listening.address() as AddressInfo).port,
      tls: 'none',
      login: undefined,
      from: { address: 'help@example.org', name: 'Beratung für alle' }
    },
    get mood() {
      return state.mood
    },
    set mood(mood) {
      state.mood = mood
    },
    get pause() {
      return state.pause
    },
    set pause(pause) {
      state.pause = pause
    },
    taken,
    read,
    sessions: () => state.sessions,
    stop: () =>
      new Promise<void>((done) => {
        server.close(done)
        for (const socket of sockets) socket.destroy()
      })
  }
}
