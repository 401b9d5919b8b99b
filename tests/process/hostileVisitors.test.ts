import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCESS_MATRIX } from '../structure/accessMatrix.ts'
import { ask, ownerOf } from './cluster.ts'
import { createDice } from './hostile/dice.ts'
import { exchange, exchangeAll, type Letter, type Reply } from './hostile/exchange.ts'
import { FORMS, strangersLedTo, targetOf } from './hostile/forms.ts'
import { faultsOf, inWords } from './hostile/faultsOf.ts'
import { addressOf, goodValue, hostileLetter, LANGUAGES, ROUTES, type Known } from './hostile/letters.ts'
import { openSlowBodies } from './hostile/slowBodies.ts'
import { FORM, MARK } from './hostile/values.ts'
import { report, useWorkshop, type RunningApplication } from './workshop.ts'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const SEED = Number(process.env['ANLAUFSTELLE_SEED'] ?? 20_261_122)
const REQUESTS = long ? 16_000 : 1_600
const SLOW_CLIENTS = 100
/** Megabytes by which the process may have grown after all of it; what is left over by one visitor must not add up. */
const MOST_GROWTH = 150

const workshop = useWorkshop()
const data = workshop.demonstration()
let application: RunningApplication
let known: Known
let before: number
let hidden: { readonly slug: string; readonly offer: string }

const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${application.pid}/status`, 'utf8'))?.[1]) / 1024

beforeAll(async () => {
  application = await workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_LOG: 'debug' })
  const owner = ownerOf(data)
  const centres = await ask<{ id: string; slug: string }>(
    owner,
    'SELECT id, slug FROM directory_centre ORDER BY slug'
  )
  const offers = await ask<{ id: string; centre_id: string; service_id: string }>(
    owner,
    'SELECT id, centre_id, service_id FROM directory_service_at_centre ORDER BY id'
  )
  const gone = centres.find(({ id }) => offers.some((offer) => offer.centre_id === id))!
  await ask(owner, 'UPDATE directory_centre SET archived_at = now() WHERE id = $1', [gone.id])
  hidden = { slug: gone.slug, offer: offers.find((offer) => offer.centre_id === gone.id)!.id }
  known = {
    slugs: centres.filter(({ id }) => id !== gone.id).map(({ slug }) => slug),
    ids: offers.map(({ service_id }) => service_id)
  }
  for (const target of addresses()) await exchange(application.address, letter('GET', target))
  before = memory()
})
afterAll(() => application.stop())

const OWN = ['Host: localhost', 'Connection: close']
const FROM_US = [...OWN, 'Origin: http://localhost']
const letter = (method: string, target: string, headers: readonly string[] = OWN, text = ''): Letter => {
  const body = Buffer.from(text, 'latin1')
  const length = method === 'GET' || method === 'HEAD' ? [] : [`Content-Length: ${body.length}`]
  return { method, target, headers: [...headers, ...length], body }
}
const form = (target: string, text: string, type = FORM): Letter =>
  letter('POST', target, [...FROM_US, `Content-Type: ${type}`], text)

/** Every route as an address that leads somewhere, in each language. */
const addresses = (): string[] => {
  const dice = createDice(SEED)
  return ROUTES.flatMap((route) => {
    const languages = route.includes('[lang=') ? LANGUAGES : ['']
    return languages.map((lang) =>
      addressOf(route, (name) => (name === 'lang' ? lang : goodValue(name, known, dice)))
    )
  })
}
/** Pages that nobody posts to, each with where a stranger is led who does: no word about a page of staff is said to them. */
const formless = (): { target: string; led: string }[] => {
  const dice = createDice(SEED)
  const routes = ROUTES.filter((route) => !ACCESS_MATRIX[route]!.methods.includes('POST'))
  return routes.map((route) => {
    const target = addressOf(route, (name) => goodValue(name, known, dice))
    const behind = route.startsWith('/(workspace)') && 'load' in ACCESS_MATRIX[route]!.handlers
    return { target, led: behind ? `/sign-in?back=${encodeURIComponent(target)}` : '' }
  })
}
/** Every form as its address, with where a stranger is led who posts it; '' where it is read. */
const forms = (): { target: string; led: string; isPublic: boolean }[] => {
  const dice = createDice(SEED)
  return FORMS.map((form) => {
    const target = targetOf(form, (name) => goodValue(name, known, dice))
    return { target, led: strangersLedTo(form, target), isPublic: form.asks === undefined }
  })
}

const asked = { count: 0 }
/** Sends all of them and tells what is wrong with the answers; `rightly` says whether an answer is the one there must be. */
const wrongAnswers = async (
  letters: readonly Letter[],
  rightly: (reply: Reply, letter: Letter) => boolean
) => {
  const wrong: string[] = []
  asked.count += letters.length
  await exchangeAll(application.address, letters, (sent, reply) => {
    const faults = [...faultsOf(sent, reply), ...(rightly(reply, sent) ? [] : [`answered ${reply.status}`])]
    if (faults.length > 0) wrong.push(`${inWords(sent)}: ${faults.join(', ')}`)
  })
  return wrong
}
const status =
  (...expected: number[]) =>
  (reply: Reply) =>
    expected.includes(reply.status)

/** The answer there must be, or for a form behind the sign-in the way there. */
const statusOrSignIn =
  (places: readonly { readonly target: string; readonly led: string }[], expected: number) =>
  (reply: Reply, { target }: Letter) => {
    const led = places.find((place) => place.target === target)!.led
    return led === ''
      ? reply.status === expected
      : reply.status === 303 && reply.headers.get('location') === led
  }

test(
  `${REQUESTS} requests that are wrong in many ways at once are answered without a fault and without a word too much`,
  async () => {
    const dice = createDice(SEED)
    const letters = Array.from({ length: REQUESTS }, () => hostileLetter(dice, known))
    const began = performance.now()
    const wrong = await wrongAnswers(letters, () => true)
    report(
      `${REQUESTS} hostile requests (seed ${SEED}) in ${Math.round((performance.now() - began) / 1000)} s`
    )
    expect(wrong).toEqual([])
  },
  long ? 900_000 : 120_000
)

describe('on every route', () => {
  test('a method that no page has is answered 405 and told which there are', async () => {
    const letters = addresses().flatMap((target) =>
      ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map((method) => letter(method, target, FROM_US))
    )
    const named = (reply: Reply) => /\bGET\b/.test(reply.headers.get('allow') ?? '')
    expect(await wrongAnswers(letters, (reply) => reply.status === 405 && named(reply))).toEqual([])
  })

  test('a form where there is none is answered 405', async () => {
    const places = formless()
    const letters = places.map(({ target }) => form(target, 'a=b'))
    expect(await wrongAnswers(letters, statusOrSignIn(places, 405))).toEqual([])
  })

  test('a form from elsewhere is answered 403 in the reader’s language', async () => {
    const origins = [[], ['Origin: https://evil.example'], ['Origin: null'], ['Origin: http://localhost:1']]
    const letters = addresses().flatMap((target) =>
      origins.map((origin) => letter('POST', target, [...OWN, ...origin, `Content-Type: ${FORM}`], 'a=b'))
    )
    expect(await wrongAnswers(letters, status(403))).toEqual([])
  })

  test('another name is answered 421, two names or none 400', async () => {
    const pages = addresses().filter((target) => !/^\/(health|ready)$/.test(target))
    const to = (...hosts: string[]) =>
      pages.map((target) => letter('GET', target, [...hosts, 'Connection: close']))
    const foreign = [...to('Host: evil.example'), ...to('Host: localhost.evil.example'), ...to('Host:')]
    expect(await wrongAnswers(foreign, status(421))).toEqual([])
    const unclear = [...to('Host: localhost', 'Host: evil.example'), ...to()]
    expect(await wrongAnswers(unclear, status(400))).toEqual([])
  })

  test('NUL, line breaks, broken escapes and what is no UTF-8 are answered 400, 3 KB 414', async () => {
    const endings = ['%00', '%0d%0aSet-Cookie:a', '%1b', '%', '%zz', '%C3%28', '%ED%A0%80', '%ff']
    const bad = addresses().flatMap((target) =>
      endings.flatMap((end) => [letter('GET', `${target}${end}`), letter('GET', `${target}?place=${end}`)])
    )
    expect(await wrongAnswers(bad, status(400))).toEqual([])
    const longest = addresses().map((target) => letter('GET', `${target}?place=${'a'.repeat(3_000)}`))
    expect(await wrongAnswers(longest, status(414))).toEqual([])
  })

  test('a language that the portal does not speak is answered 404', async () => {
    const dice = createDice(SEED)
    const routes = ROUTES.filter((route) => route.includes('[lang='))
    const languages = ['xx', 'DE', 'de-DE', 'tlh', '__proto__', 'constructor', '%20de', 'de%20', MARK]
    const letters = routes.flatMap((route) =>
      languages.map((lang) =>
        letter(
          'GET',
          addressOf(route, (name) => (name === 'lang' ? lang : goodValue(name, known, dice)))
        )
      )
    )
    expect(await wrongAnswers(letters, status(404))).toEqual([])
  })

  test('nonsense about what the reader has already, and about the way here, changes nothing', async () => {
    const nonsense = [
      [`If-None-Match: ${MARK}`, 'If-Modified-Since: never'],
      ['If-Match: "x"', 'If-Unmodified-Since: Thu, 99 Foo 0000 00:00:00 GMT', `If-Range: ${MARK}`],
      ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher', 'Forwarded: host=evil.example'],
      ['X-Original-URL: /admin', 'X-HTTP-Method-Override: DELETE', 'Via: 1.1 evil.example']
    ]
    for (const target of addresses()) {
      const plain = await exchange(application.address, letter('GET', target))
      const letters = nonsense.map((lines) => letter('GET', target, [...OWN, ...lines]))
      const same = (reply: Reply) => reply.status === plain.status && !/evil|gopher|\/admin/.test(reply.body)
      expect(await wrongAnswers(letters, same)).toEqual([])
    }
  })
})

describe('where a form is posted', () => {
  const posted = (text: string, type?: string) => forms().map(({ target }) => form(target, text, type))
  const orSignIn = (expected: number) => statusOrSignIn(forms(), expected)

  test('strangers are led to the sign-in by what is behind it, and the others are read', () => {
    const led = forms().filter((place) => place.led !== '')
    expect(led.length).toBeGreaterThanOrEqual(25)
    expect(forms().length - led.length).toBeGreaterThanOrEqual(13)
  })

  test('another content type is answered 415', async () => {
    const types = ['text/plain', 'multipart/form-data; boundary=x', `${FORM}; charset=utf-7`]
    const letters = types.flatMap((type) => posted('--x', type))
    const packed = forms().map(({ target }) =>
      letter('POST', target, [...FROM_US, `Content-Type: ${FORM}`, 'Content-Encoding: gzip'], '\x1f\x8b')
    )
    expect(await wrongAnswers([...letters, ...packed], orSignIn(415))).toEqual([])
    // No form can send this one: it is refused before anything asks who sends it, and below the workspace says so to nobody.
    const scripts = posted('{}', 'application/json')
    const refused = (reply: Reply, sent: Letter) =>
      sent.target.startsWith('/work') ? orSignIn(415)(reply, sent) : reply.status === 415
    expect(await wrongAnswers(scripts, refused)).toEqual([])
  })

  test('what cannot be read is answered 400', async () => {
    const bodies = [
      ...['place=%00', 'place=\0', 'place=%C3%28', 'place=%ED%A0%80', 'place=%', 'place=\xff\xfe'],
      ...['place=a&place=b', 'age=27plus&age=18to26'],
      Array.from({ length: 2_000 }, (_, index) => `f${index}=`).join('&')
    ]
    expect(
      await wrongAnswers(
        bodies.flatMap((body) => posted(body)),
        orSignIn(400)
      )
    ).toEqual([])
  })

  test('an answer that no question offers counts as not given', async () => {
    const bodies = [
      `age=${MARK}`,
      'situation=__proto__',
      `age=&situation=${'a'.repeat(10_000)}`,
      'age[]=27plus'
    ]
    const questions = forms().flatMap(({ target, isPublic }) =>
      isPublic && /^\/[\w-]+(?:\/find\/\w+)?$/.test(target) ? [target] : []
    )
    expect(questions.length).toBeGreaterThanOrEqual(5)
    const letters = questions.flatMap((target) => bodies.map((body) => form(target, body)))
    expect(await wrongAnswers(letters, status(200, 303))).toEqual([])
  })

  test('too much is answered 413, announced or not', async () => {
    const chunked = (target: string): Letter => ({
      method: 'POST',
      target,
      headers: [...FROM_US, `Content-Type: ${FORM}`, 'Transfer-Encoding: chunked'],
      body: Buffer.from(`${(600_000).toString(16)}\r\n${'a'.repeat(600_000)}\r\n0\r\n\r\n`)
    })
    const letters = [
      ...posted(`place=${'a'.repeat(20_000)}`),
      ...forms().map(({ target }) => chunked(target))
    ]
    expect(await wrongAnswers(letters, orSignIn(413))).toEqual([])
    expect(await wrongAnswers(posted(`place=${'a'.repeat(600_000)}`), status(413))).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['10 KB', 'a'.repeat(10_000)],
    ['control characters', '%01%02%1B'],
    ['letters that turn the line around', encodeURIComponent(`\u202E${MARK}\u2066`)],
    ['a place that does not exist', `${MARK}%20%3Cb%20onfocus%3D${MARK}%3E`]
  ])('%s as a place is answered 400, with what to do', async (_, place) => {
    const letters = LANGUAGES.map((lang) =>
      form(`/${lang}/find/place?topic=letter`, `place=${place}&check=1`)
    )
    const helps = ({ body }: Reply) => body.includes('role="alert"') && body.includes('href="#place"')
    expect(await wrongAnswers(letters, (reply) => reply.status === 400 && helps(reply))).toEqual([])
  })
})

test('pages of the open data that cannot be are answered 400 with what is asked for', async () => {
  const kinds = ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms']
  const questions = [
    'page=-1',
    'page=0',
    'page=1e9',
    'page=abc',
    'per_page=1000000000',
    'per_page=0',
    'page=1&page=2'
  ]
  const letters = kinds.flatMap((kind) =>
    questions.map((question) => letter('GET', `/api/hsds/v3/${kind}?${question}`))
  )
  const said = ({ body }: Reply) => (JSON.parse(body) as { detail: string }).detail.length > 20
  expect(await wrongAnswers(letters, (reply) => reply.status === 400 && said(reply))).toEqual([])
})

test('pages of results that cannot be are refused, and behind the last page is the last', async () => {
  const results = (page: string) => letter('GET', `/de/find/results?topic=letter&place=01099&page=${page}`)
  const impossible = ['-1', '0', 'abc', '%C2%A0', '1e3'].map(results)
  expect(await wrongAnswers(impossible, status(400))).toEqual([])
  expect(await wrongAnswers([results('1000000000')], status(200))).toEqual([])
})

test('a hidden centre and one that never was are answered alike, to the byte', async () => {
  const never = hidden.slug.replace(/^./, 'x').replace(/.$/, 'y')
  /** The tag is a hash of the page, and the page holds its address. */
  const ofTheMoment = ['date', 'etag', 'content-length']
  const pairs = [
    ...LANGUAGES.map((lang) => [`/${lang}/centre/${hidden.slug}`, `/${lang}/centre/${never}`]),
    [`/api/closures/${hidden.slug}.ics`, `/api/closures/${never}.ics`],
    [`/api/hsds/v3/service_at_locations/${hidden.offer}`, `/api/hsds/v3/service_at_locations/${randomUUID()}`]
  ] as const
  for (const pair of pairs) {
    const [one, other] = await Promise.all(
      pair.map(async (target) => {
        const { status: answered, body, headers } = await exchange(application.address, letter('GET', target))
        const name = target
          .split('/')
          .at(-1)!
          .replace(/\.ics$/, '')
        return {
          answered,
          body: body.replaceAll(name, 'NAME'),
          headers: [...headers].filter(([key]) => !ofTheMoment.includes(key))
        }
      })
    )
    expect(one?.answered).toBe(404)
    expect(one).toEqual(other)
  }
})

test('a hundred bodies that trickle keep nobody waiting, and are ended', async () => {
  const slow = await openSlowBodies(application.address, SLOW_CLIENTS)
  const others = addresses().map((target) => letter('GET', target))
  expect(await wrongAnswers(others, (reply) => reply.status < 500)).toEqual([])
  expect(slow.open()).toBe(SLOW_CLIENTS)
  expect(new Set(await slow.ended)).toEqual(new Set([408]))
})

test('after all of it the application is well, has kept nothing and told its log nothing', async () => {
  expect([await application.status('/health'), await application.status('/ready')]).toEqual([200, 200])
  const said = application.said()
  expect(said).toMatch(/"event":"request"/)
  expect(said).not.toMatch(/"level":"(?:error|warn)"/)
  expect(said).not.toContain(MARK)
  expect(said).not.toMatch(/evil|203\.0\.113/)
  const after = memory()
  report(
    `${asked.count} hostile requests in all; memory ${Math.round(before)} MB before, ${Math.round(after)} MB after`
  )
  expect(after - before).toBeLessThan(MOST_GROWTH)
})
