import { timingSafeEqual } from 'node:crypto'
import { error, type RequestEvent } from '@sveltejs/kit'
import type { z } from 'zod'

/** What became of a posted form. `typed` is what the person wrote, to be shown again. */
export type ReadForm<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      /** Field → key of the text that says what to do, the first fault of each field. */
      readonly errors: Readonly<Record<string, string>>
      readonly typed: Readonly<Record<string, string>>
    }

interface Limits {
  readonly bytes?: number
  readonly fields?: number
}

const CONTENT_TYPE = /^application\/x-www-form-urlencoded(?:;\s*charset=utf-8)?$/i

/** The field in which a form of a session carries the session's token. */
const TOKEN_FIELD = 'csrf'

interface Posted extends Pick<RequestEvent, 'request'> {
  /** `formToken`: what the form has to carry. Absent where there is no session, or no secret in having one. */
  readonly locals?: { readonly formToken?: string | undefined }
}

/**
 * Reads a posted form. This is the only way a form reaches the program. Where the session has a form token, a form
 * without it was made by somebody else: answered with 403.
 * Answers 415 for another content type or a compressed body, 413 for a body above `limits.bytes` (16 KiB unless told), and 400 for text
 * that is not UTF-8, holds NUL, repeats a field or has more than `limits.fields` (40) of them.
 */
export const readForm = async <Schema extends z.ZodObject>(
  event: Posted,
  schema: Schema,
  { bytes = 16_384, fields = 40 }: Limits = {}
): Promise<ReadForm<z.output<Schema>>> => {
  const { request } = event
  const packed = !/^(?:identity)?$/i.test(request.headers.get('content-encoding') ?? '')
  if (packed || !CONTENT_TYPE.test(request.headers.get('content-type') ?? '')) error(415, 'unsupported form')
  const typed = readFields(decode(await readBody(request, bytes)), fields)
  expectToken(event.locals?.formToken, typed[TOKEN_FIELD])
  delete typed[TOKEN_FIELD]
  const read = schema.safeParse(typed)
  if (read.success) return { ok: true, value: read.data }
  return { ok: false, errors: errorsIn(read.error, typed), typed }
}

/** The first fault of each field, in the order in which the form has the fields. */
const errorsIn = ({ issues }: z.ZodError, typed: Readonly<Record<string, string>>) => {
  const faults = Object.groupBy(issues, ({ path }) => String(path[0]))
  const fields = new Set([...Object.keys(typed), ...Object.keys(faults)])
  return Object.fromEntries(
    [...fields].flatMap((field) => faults[field]?.slice(0, 1).map(({ message }) => [field, message]) ?? [])
  ) as Record<string, string>
}

const expectToken = (wanted: string | undefined, given = '') => {
  if (wanted === undefined) return
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)]
  if (a.length !== b.length || !timingSafeEqual(a, b)) error(403, 'form of another session')
}

const readBody = async (request: Request, limit: number) => {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // Read to the end also when it is too much: a client that is cut off never sees the answer.
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size <= limit) chunks.push(chunk)
    }
  } catch {
    // What is larger than the server takes at all breaks off; that is too much, and not broken.
    if (size <= limit) error(400, 'broken body')
  }
  if (size > limit) error(413, 'body too large')
  return Buffer.concat(chunks)
}

const decode = (body: Buffer) => {
  const raw = body.toString('latin1')
  if (/[^\x20-\x7e]/.test(raw)) error(400, 'unencoded bytes')
  try {
    const text = decodeURIComponent(raw.replaceAll('+', '%20'))
    if (text.includes('\0')) error(400, 'NUL in form')
  } catch (fault) {
    if (fault instanceof URIError) error(400, 'not UTF-8')
    throw fault
  }
  return new URLSearchParams(raw)
}

const readFields = (form: URLSearchParams, limit: number) => {
  const typed: Record<string, string> = Object.create(null) as Record<string, string>
  let count = 0
  for (const [name, value] of form) {
    if (++count > limit || Object.hasOwn(typed, name)) error(400, 'too many or repeated fields')
    typed[name] = value
  }
  return typed
}
