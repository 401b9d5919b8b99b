import { createHash } from 'node:crypto'
import type { RequestEvent } from '@sveltejs/kit'
import type { OpenDataAnswer, OpenDataFault } from '#modules/directory/server/public.ts'
import { workLocaleFor, workTextsFor } from '#i18n/workTexts.ts'
import { createAnswerCache } from './answerCache.ts'

type Event = Pick<RequestEvent, 'locals' | 'request' | 'url'>

/** Anyone may read the open data from anywhere; nobody's cookies are asked for. */
const FOR_EVERYONE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag'
}

interface Body {
  readonly text: string
  readonly etag: string
}
type Made = { readonly ok: true; readonly value: Body } | Extract<OpenDataAnswer<string>, { ok: false }>

const cache = createAnswerCache<Made>((made) => (made.ok ? made.value.text.length : 0))

/** What a browser asks before it reads from another site. */
export const OPTIONS = () =>
  new Response(null, {
    status: 204,
    headers: {
      ...FOR_EVERYONE,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400'
    }
  })

/**
 * Answers with text that may be kept for a minute, with 304 to a reader who has it already, and with a problem (RFC 9457)
 * to a question that cannot be answered.
 */
export const answerOpenData = async (
  { locals, request, url }: Event,
  type: string,
  make: () => Promise<OpenDataAnswer<string>>
): Promise<Response> => {
  const key = `${locals.ctx.organisationId} ${url.href}`
  const made = await cache.get(key, locals.ctx.clock, async () => withTag(await make()))
  if (!made.ok) return problem(made.fault, locals.locale)
  const { text, etag } = made.value
  const headers = { ...FOR_EVERYONE, etag, 'cache-control': 'public, max-age=60' }
  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': type } })
}

/** The same for what is JSON. */
export const answerJson = (event: Event, make: () => Promise<OpenDataAnswer<object>>): Promise<Response> =>
  answerOpenData(event, 'application/json; charset=utf-8', async () => {
    const answer = await make()
    return answer.ok ? { ok: true, value: JSON.stringify(answer.value) } : answer
  })

const withTag = (answer: OpenDataAnswer<string>): Made => {
  if (!answer.ok) return answer
  const hash = createHash('sha256').update(answer.value).digest('base64url').slice(0, 27)
  return { ok: true, value: { text: answer.value, etag: `"${hash}"` } }
}

/** Weak comparison (RFC 9110, 8.8.3.2). */
const isKnown = (header: string | null, etag: string) =>
  header !== null &&
  (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))

const problem = ({ status, reason, params }: OpenDataFault, locale: App.Locals['locale']) => {
  const spoken = workLocaleFor(locale)
  const t = workTextsFor(spoken)
  const title = t(status === 404 ? 'open_data_not_found' : 'open_data_bad_request')
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail: t(reason, params) }), {
    status,
    headers: {
      ...FOR_EVERYONE,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': spoken,
      'cache-control': 'no-cache',
      vary: 'Accept-Language'
    }
  })
}
