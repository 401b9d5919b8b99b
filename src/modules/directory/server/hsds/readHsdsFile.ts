import type { ImportFinding, ImportReason } from '../../importReport.ts'

/** A file as it comes: bytes, a stream of bytes, or text that was decoded already. */
export type HsdsFile = { readonly name: string } & (
  { readonly bytes: Uint8Array | AsyncIterable<Uint8Array> } | { readonly text: string }
)

/** The JSON value of a file, or why there is none. */
export type ReadHsdsFile =
  { readonly read: true; readonly value: unknown } | { readonly read: false; readonly finding: ImportFinding }

const MOST_MEGABYTES = 64
const MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
const MOST_DEPTH = 64

/**
 * Reads one file of UTF-8 JSON, with or without byte order mark. Refuses other encodings, more than 64 MB,
 * nesting deeper than 64, and anything that is no JSON, each with its own reason; never throws for a content.
 */
export const readHsdsFile = async (file: HsdsFile): Promise<ReadHsdsFile> => {
  const text = 'text' in file ? file.text : await decode(file.bytes)
  if (typeof text !== 'string') return refused(text.reason, text.params)
  const json = text.replace(/^\uFEFF/, '')
  if (json.length > MOST_BYTES) return refused('directory_import_too_large', { most: MOST_MEGABYTES })
  if (json.trim() === '') return refused('directory_import_empty_file')
  if (isDeeperThan(json, MOST_DEPTH)) return refused('directory_import_too_deep', { most: MOST_DEPTH })
  try {
    return { read: true, value: JSON.parse(json) as unknown }
  } catch (fault) {
    return refusedJson(json, (fault as SyntaxError).message)
  }
}

const refused = (reason: ImportReason, params: ImportFinding['params'] = {}): ReadHsdsFile => ({
  read: false,
  finding: { field: '', reason, params }
})

/** V8 names the position but for short texts, which stand in one line as a rule. */
const refusedJson = (json: string, message: string) => {
  const named = /at position (\d+)/.exec(message)?.[1]
  const ended = message.includes('Unexpected end') || message.includes('Unterminated')
  const position = named === undefined ? (ended ? json.length : 0) : Number(named)
  const reason =
    ended || position >= json.trimEnd().length ? 'directory_import_truncated' : 'directory_import_not_json'
  return refused(reason, { line: json.slice(0, position).split('\n').length })
}

type Undecodable = { readonly reason: ImportReason; readonly params: ImportFinding['params'] }

const decode = async (content: Uint8Array | AsyncIterable<Uint8Array>): Promise<string | Undecodable> => {
  const parts: string[] = []
  let bytes = 0
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      bytes += chunk.length
      if (bytes > MOST_BYTES)
        return { reason: 'directory_import_too_large', params: { most: MOST_MEGABYTES } }
      parts.push(decoder.decode(chunk, { stream: true }))
    }
    return parts.join('') + decoder.decode()
  } catch (fault) {
    if (fault instanceof TypeError && 'code' in fault && fault.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return { reason: 'directory_import_not_utf8', params: {} }
    }
    throw fault
  }
}

/** Counts open brackets outside strings; says nothing about whether the text is JSON. */
const isDeeperThan = (json: string, most: number): boolean => {
  let depth = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > most) return true
  }
  return false
}
