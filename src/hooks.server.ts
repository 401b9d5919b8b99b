import { randomUUID } from 'node:crypto'
import { isHttpError, type RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { answerClosed } from '#app/server/answerClosed.ts'
import { finishPage, pageText } from '#app/server/finishPage.ts'
import { localeOf, PLAIN_HEADERS, plainPage } from '#app/server/plainPage.ts'
import { faultIn, fileFaultPage } from '#app/server/fileFault.ts'
import { getRunning } from '#app/server/running.ts'
import { requestLocals } from '#app/server/requestLocals.ts'
import { formTokenOf, isWorkPage, rootAttributes, workLanguageOf } from '#app/server/workPages.ts'
import { faultFields } from '#platform/log/server/log.ts'

/** Vite's workshop puts styles into the page; the built portal has them in a file. */
const STYLES = import.meta.env.DEV ? "'self' 'unsafe-inline'" : "'self'"

const POLICY = 'content-security-policy'

/**
 * The portal runs no script and loads nothing from elsewhere. `same-origin` keeps the Origin header on forms, which
 * the framework compares.
 */
const HEADERS = {
  [POLICY]: `default-src 'none'; style-src ${STYLES}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()'
}

/** Pages that show videos, which are ours alone. */
const SHOWS_VIDEOS = '/(portal)/[lang=lang]/sign-language'

/** Pages that ask the browser for passkeys: by the one script of ours, which writes no markup and asks nobody. */
const ASKS_FOR_PASSKEYS: readonly string[] = [
  '/(account)/confirm',
  '/(account)/sign-in/passkey',
  '/(account)/sign-in/second'
]
/** Pages whose single keys a script of ours follows; it writes no markup and asks nobody either. */
const HAS_KEYS = '/(workspace)/'
const SCRIPT_POLICY =
  "script-src 'self'; connect-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** This route answers also while the database is away, so nothing is asked of it. */
const ALIVE = '/health'

export const handle: Handle = async ({ event, resolve }) => {
  const started = performance.now()
  const running = getRunning()
  if (event.route.id !== ALIVE) {
    const locals = await requestLocals(running, event).catch(noteAbsence)
    if (!locals) return awayPage(event)
    Object.assign(event.locals, locals)
    event.locals.language = workLanguageOf(event)
    event.locals.formToken = formTokenOf(running, event)
    event.locals.fault = faultIn(event)
  }
  const since = running.pages.change
  const text = pageText(event, rootAttributes(event))
  let isPage = false
  const answer =
    (event.route.id === ALIVE ? undefined : answerClosed(event)) ??
    (await resolve(event, {
      transformPageChunk({ html }) {
        isPage = true
        return text.take(html)
      }
    }))
  const response = (await fileFaultPage(event, answer, isPage)) ?? answer
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
  if (event.route.id === SHOWS_VIDEOS) response.headers.set(POLICY, `${HEADERS[POLICY]}; media-src 'self'`)
  if (ASKS_FOR_PASSKEYS.includes(event.route.id ?? '') || event.route.id?.startsWith(HAS_KEYS))
    response.headers.set(POLICY, `${HEADERS[POLICY]}; ${SCRIPT_POLICY}`)
  if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
  if (isWorkPage(event)) response.headers.set('cache-control', 'no-store')
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, max-age=0')
  running.log.info('request', {
    method: event.request.method,
    route: event.route.id ?? 'none',
    status: response.status,
    ms: Math.round(performance.now() - started)
  })
  return finishPage(running, event, response, { text, since })
}

/** Before the database answers, or while it is away, nothing can be said but that. */
const noteAbsence = (fault: unknown): undefined => {
  if (!isHttpError(fault, 503)) getRunning().log.error('request.locals', faultFields(fault))
}

const awayPage = (event: RequestEvent) => {
  const locale = localeOf(event.url.pathname, event.request.headers.get('accept-language') ?? undefined)
  return new Response(plainPage('gate_503', locale), {
    status: 503,
    headers: { ...HEADERS, ...PLAIN_HEADERS, 'retry-after': '2' }
  })
}

export const handleError: HandleServerError = ({ error, event, kind }) => {
  if (kind === 'app') event.locals.fault = error
  if (kind !== 'unknown') return
  const id = randomUUID()
  getRunning().log.error('fault', { id, route: event.route.id ?? 'none', ...faultFields(error) })
  event.locals.fault = { status: 500, message: 'fault', id }
  return { message: 'fault', id }
}
