import { Agent, request, type IncomingMessage, type RequestOptions } from 'node:http'
import { text } from 'node:stream/consumers'
import { demoColleague, nextCode, type Colleague } from '#testing/colleagues.ts'

type Lines = Readonly<Record<string, string | string[]>>

/** What came back. */
export interface Answer {
  readonly status: number
  readonly body: string
  /** Every line of a header, by its name in small letters. */
  readonly headers: Readonly<Partial<Record<string, readonly string[]>>>
  /** Where it leads; '' where it leads nowhere. */
  readonly location: string
}

/** What is sent. A header of the visitor's own is left out where it is '' here. */
export interface Sending {
  readonly headers?: Lines
  readonly body?: string | Buffer
}

type Fields = Readonly<Record<string, string>>

/**
 * Somebody with a browser that runs no script: keeps the cookies of one site, remembers the token of the forms it was shown, and
 * follows nothing by itself.
 */
export interface Visitor {
  readonly address: string
  /** The cookies by name, as the site set them; changing them is forging. */
  readonly cookies: Map<string, string>
  /** The token of the last form that was shown; '' before there is one. */
  readonly csrf: string
  /** Sends what a browser would send, with these headers in place of its own. Every other way comes down to this one. */
  send(method: string, target: string, sending?: Sending): Promise<Answer>
  get(target: string, headers?: Lines): Promise<Answer>
  /** Posts a form as a page of the site does, with the remembered token unless `csrf` is among the fields. */
  post(target: string, fields?: Fields, headers?: Lines): Promise<Answer>
  /** Somebody else with the same cookies and token: two windows of one browser, or a thief. */
  double(): Visitor
}

const FORM = 'application/x-www-form-urlencoded'
const TOKEN = /name="csrf" value="([\w-]+)"/

const answerOf = async (answered: IncomingMessage): Promise<Answer> => ({
  status: answered.statusCode ?? 0,
  body: await text(answered),
  headers: answered.headersDistinct,
  location: answered.headers.location ?? ''
})

/** Sends a request and reads the answer. A kept connection that the server has ended meanwhile is opened anew, as browsers do. */
const exchange = (options: RequestOptions, body: string | Buffer): Promise<Answer> =>
  new Promise((settle, fail) => {
    const asking = request(options, (answered) => void answerOf(answered).then(settle, fail))
    asking.on('error', (cause) => {
      if (asking.reusedSocket) return void exchange({ ...options, agent: false }, body).then(settle, fail)
      fail(new Error(`${options.method} ${options.path?.slice(0, 200)}`, { cause }))
    })
    asking.end(body)
  })

interface Surroundings {
  readonly agent?: Agent
  /** Where pages say that they come from; the address itself unless told. */
  readonly origin?: string
  /** Sees every answer with what it answers. */
  readonly watch?: (asked: string, answer: Answer) => void
}

/** A visitor of a started application, who holds nothing yet. */
export const createVisitor = (address: string, surroundings: Surroundings = {}, known = ''): Visitor => {
  const { hostname, port } = new URL(address)
  const { agent = new Agent({ keepAlive: true }), origin = new URL(address).origin, watch } = surroundings
  const cookies = new Map<string, string>()
  let csrf = known
  const keepCookies = (lines: readonly string[] = []) => {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/;\s*max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
  }
  const send: Visitor['send'] = async (method, target, { headers = {}, body = '' } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const length = Buffer.byteLength(body) > 0 || method === 'POST' ? `${Buffer.byteLength(body)}` : ''
    const whole = { 'accept-language': 'de', cookie, 'content-length': length, ...headers }
    const sent = Object.entries(whole).filter(([, value]) => value !== '')
    const options = { hostname, port, agent, method, path: target, headers: Object.fromEntries(sent) }
    const answer = await exchange(options, body)
    keepCookies(answer.headers['set-cookie'])
    csrf = TOKEN.exec(answer.body)?.[1] ?? csrf
    watch?.(`${method} ${target}`, answer)
    return answer
  }
  return {
    address,
    cookies,
    get csrf() {
      return csrf
    },
    send,
    get: (target, headers = {}) => send('GET', target, { headers }),
    post(target, fields = {}, headers = {}) {
      const typed = csrf === '' ? fields : { csrf, ...fields }
      const own = { origin, 'sec-fetch-site': 'same-origin', 'content-type': FORM }
      return send('POST', target, {
        headers: { ...own, ...headers },
        body: new URLSearchParams(typed).toString()
      })
    },
    double() {
      const other = createVisitor(address, { ...surroundings, agent }, csrf)
      for (const [name, value] of cookies) other.cookies.set(name, value)
      return other
    }
  }
}

/** The name of the session's cookie where there is no TLS. */
export const SESSION = 'anlaufstelle'

/** Goes on only where an answer is what a person would get who does it rightly. */
const expectStep = (step: string, { status, location, body }: Answer, wanted: RegExp) => {
  if (status !== 303 || !wanted.test(location))
    throw new Error(`${step}: ${status} ${location} ${body.slice(0, 300)}`)
}

/** Shows the password on the sign-in page; what comes next is the second factor. */
export const showPassword = async (visitor: Visitor, { email, password }: Colleague): Promise<void> => {
  await visitor.get('/sign-in')
  expectStep('password', await visitor.post('/sign-in', { email, password }), /^\/sign-in\/(?:second|enrol)/)
}

/** Signs somebody in with password and authenticator app, step by step as a person does. */
export const signInAs = async (visitor: Visitor, colleague: Colleague): Promise<Visitor> => {
  await showPassword(visitor, colleague)
  await visitor.get('/sign-in/second')
  const code = await nextCode(colleague.secret)
  expectStep('second factor', await visitor.post('/sign-in/second?/totp', { code }), /^\/work/)
  await visitor.get('/work/profile')
  return visitor
}

/** The colleague of the demonstration with this role, signed in. */
export const signedInAs = (address: string, role: string, surroundings?: Surroundings): Promise<Visitor> =>
  signInAs(createVisitor(address, surroundings), demoColleague(role))

/** Shows password and second factor once more, for what wants them fresh. */
export const confirmAs = async (visitor: Visitor, { password, secret }: Colleague): Promise<void> => {
  await visitor.get('/confirm')
  const code = await nextCode(secret)
  expectStep('confirmation', await visitor.post('/confirm?/code', { password, code }), /^\/work/)
}
