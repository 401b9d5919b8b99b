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
  /** The field in which a file of text is chosen: the form may come in parts then, and what stands in the file is the field. */
  readonly textFile?: string
}

type Fields = Record<string, string>

/** Most bytes and most fields of a form, unless its page says otherwise. */
const [BYTES, FIELDS] = [16_384, 40]
/** Most bytes of a form that is kept: as much as the largest of the workspace takes. */
const KEPT = 65_536
/** Most bytes of a form with files: what the server takes at all. */
const WITH_FILES = 512 * 1024

const MULTIPART = /^multipart\/form-data;/i
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
 * that is not UTF-8, holds NUL, repeats a field or has more than `limits.fields` (40) of them. With `limits.textFile` a form with that one file is
 * read too, where all of it has at most 512 KiB; a file that is not UTF-8 or holds NUL is a fault of its field.
 */
export const readForm = async <Schema extends z.ZodObject>(
  event: Posted,
  schema: Schema,
  limits: Limits = {}
): Promise<ReadForm<z.output<Schema>>> => {
  const { textFile } = limits
  const typed = withToken(event, await readPosted(event.request, limits))
  if (textFile !== undefined && typed[textFile] === NO_TEXT)
    return { ok: false, errors: { [textFile]: 'form_file_no_text' }, typed: { ...typed, [textFile]: '' } }
  const read = schema.safeParse(typed)
  if (read.success) return { ok: true, value: read.data }
  return { ok: false, errors: errorsIn(read.error, typed), typed }
}

/** What stands in a posted form, whichever form it is. */
export interface Typed {
  readonly fields: Readonly<Record<string, string>>
  /** Names of the files that were chosen. */
  readonly uploads: readonly string[]
}

/**
 * Reads a form that is kept and not acted on, with the same refusals as `readForm`. A form with files is read as well, where
 * all of it has at most 512 KiB: of the files their names.
 */
export const readTyped = async (event: Posted): Promise<Typed> => {
  const { request } = event
  const hasParts = MULTIPART.test(request.headers.get('content-type') ?? '')
  const { fields, uploads } = hasParts
    ? await readParts(request)
    : { fields: await readEncoded(request, { bytes: KEPT }), uploads: [] }
  return { fields: withToken(event, fields), uploads }
}

/** The fields but the token. */
const withToken = ({ locals }: Posted, fields: Fields): Fields => {
  expectToken(locals?.formToken, fields[TOKEN_FIELD])
  delete fields[TOKEN_FIELD]
  return fields
}

/** Stands for what is in a file that holds no text; in no form, because NUL is refused there. */
const NO_TEXT = '\0'

const readPosted = async (request: Request, limits: Limits): Promise<Fields> => {
  const { textFile, fields = FIELDS } = limits
  if (textFile === undefined || !MULTIPART.test(request.headers.get('content-type') ?? ''))
    return readEncoded(request, limits)
  const parts = await partsOf(request)
  const texts = parts.filter((part): part is [string, string] => typeof part[1] === 'string')
  if (texts.flat().join('').includes('\0')) error(400, 'NUL in form')
  const files = parts.filter((part): part is [string, File] => typeof part[1] !== 'string')
  if (files.some(([name]) => name !== textFile)) error(400, 'a file that no field asks for')
  const contents = await Promise.all(files.map(async ([name, file]) => [name, await textIn(file)] as const))
  return readFields([...texts, ...contents], fields)
}

const textIn = async (file: File): Promise<string> => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\0') ? NO_TEXT : text
  } catch {
    return NO_TEXT
  }
}

const readEncoded = async (
  request: Request,
  { bytes = BYTES, fields = FIELDS }: Limits = {}
): Promise<Fields> => {
  if (isPacked(request) || !CONTENT_TYPE.test(request.headers.get('content-type') ?? ''))
    error(415, 'unsupported form')
  return readFields(decode(await readBody(request, bytes)), fields)
}

const isPacked = ({ headers }: Request) => !/^(?:identity)?$/i.test(headers.get('content-encoding') ?? '')

const partsOf = async (request: Request) => {
  if (isPacked(request)) error(415, 'unsupported form')
  const body = new Response(await readBody(request, WITH_FILES), { headers: request.headers })
  return [...(await body.formData().catch(() => error(400, 'broken parts')))]
}

const readParts = async (request: Request): Promise<Typed & { readonly fields: Fields }> => {
  const parts = await partsOf(request)
  const texts = parts.flatMap(([name, part]) => (typeof part === 'string' ? [[name, part] as const] : []))
  const uploads = parts.flatMap(([, part]) => (typeof part === 'string' || !part.name ? [] : [part.name]))
  const whole = [...texts.flat(), ...uploads].join('')
  if (Buffer.byteLength(whole) > BYTES) error(413, 'body too large')
  if (whole.includes('\0')) error(400, 'NUL in form')
  return { fields: readFields(texts, FIELDS), uploads: uploads.slice(0, FIELDS) }
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

const readFields = (form: Iterable<readonly [string, string]>, limit: number) => {
  const typed = Object.create(null) as Fields
  let count = 0
  for (const [name, value] of form) {
    if (++count > limit || Object.hasOwn(typed, name)) error(400, 'too many or repeated fields')
    typed[name] = value
  }
  return typed
}
