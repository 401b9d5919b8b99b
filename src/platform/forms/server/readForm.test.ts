import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readForm } from './readForm.ts'

const schema = z.object({ place: z.string().min(3, 'place_short'), topic: z.string().optional() })
const FORM = 'application/x-www-form-urlencoded'

const post = (body: BodyInit, type: string | null = FORM) => ({
  request: new Request('http://localhost/', {
    method: 'POST',
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ...(type === null ? {} : { headers: { 'content-type': type } })
  })
})

describe('a form', () => {
  test('becomes a value, in UTF-8 and with blanks', async () => {
    const read = await readForm(post('place=Bad+D%C3%BCben&topic=letter'), schema)
    expect(read).toEqual({ ok: true, value: { place: 'Bad Düben', topic: 'letter' } })
  })

  test('that does not fit names the field and keeps what was typed', async () => {
    expect(await readForm(post('place=x'), schema)).toMatchObject({
      ok: false,
      errors: { place: 'place_short' },
      typed: { place: 'x' }
    })
  })

  test('names faults in the order of its fields, whatever the order of the schema', async () => {
    const two = z.object({
      b: z.string().min(1, 'b_missing'),
      a: z.string().min(1, 'a_missing'),
      c: z.string()
    })
    const read = await readForm(post('a=&b='), two)
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(['a', 'b', 'c'])
  })

  test('with members of Object.prototype as fields is read like any other', async () => {
    expect(await readForm(post('__proto__=1&constructor=2&place=abc'), schema)).toEqual({
      ok: true,
      value: { place: 'abc' }
    })
  })
})

describe('what is refused before it is read', () => {
  test.each([
    ['no content type', 'place=abc', null, 415],
    ['plain text', 'place=abc', 'text/plain', 415],
    ['JSON', '{}', 'application/json', 415],
    ['multipart, also malformed', '--x', 'multipart/form-data; boundary=x', 415],
    ['another charset', 'place=abc', `${FORM}; charset=iso-8859-1`, 415],
    ['NUL', 'place=a%00b', FORM, 400],
    ['invalid UTF-8', 'place=%C3%28', FORM, 400],
    ['an overlong sequence', 'place=%C0%AE', FORM, 400],
    ['a lone surrogate', 'place=%ED%A0%80', FORM, 400],
    ['a broken escape', 'place=%zz', FORM, 400],
    ['raw bytes', 'place=ä', FORM, 400],
    ['a repeated field', 'place=abc&place=def', FORM, 400],
    ['too many fields', Array.from({ length: 41 }, (_, n) => `f${n}=1`).join('&'), FORM, 400],
    ['too much', `place=${'a'.repeat(17_000)}`, FORM, 413]
  ])('%s', async (_name, body, type, status) => {
    await expect(readForm(post(body, type), schema)).rejects.toMatchObject({ status })
  })

  test('a body that breaks off', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('reset'))
      }
    })
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      headers: { 'content-type': FORM },
      duplex: 'half'
    } as RequestInit)
    await expect(readForm({ request }, schema)).rejects.toMatchObject({ status: 400 })
  })

  test('a body that breaks off because it is larger than the server takes', async () => {
    const chunks = [new Uint8Array(20_000)]
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.pop()
        if (chunk) controller.enqueue(chunk)
        else controller.error(new Error('limit'))
      }
    })
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      headers: { 'content-type': FORM },
      duplex: 'half'
    } as RequestInit)
    await expect(readForm({ request }, schema)).rejects.toMatchObject({ status: 413 })
  })

  test.each([
    ['gzip', 415],
    ['br, gzip', 415],
    ['identity', undefined]
  ])('a body that says it is packed as %s', async (encoding, status) => {
    const { request } = post('place=abc')
    request.headers.set('content-encoding', encoding)
    const read = readForm({ request }, schema)
    if (status === undefined) expect(await read).toMatchObject({ ok: true })
    else await expect(read).rejects.toMatchObject({ status })
  })
})

describe('a form of a session', () => {
  const withToken = (body: string) => ({ ...post(body), locals: { formToken: 'Zm9ybQ' } })

  test('is read where it carries the session’s token, which is no field of it', async () => {
    expect(await readForm(withToken('place=abc&csrf=Zm9ybQ'), schema)).toEqual({
      ok: true,
      value: { place: 'abc' }
    })
    expect(await readForm(withToken('place=x&csrf=Zm9ybQ'), schema)).toMatchObject({ typed: { place: 'x' } })
  })

  test.each(['place=abc', 'place=abc&csrf=', 'place=abc&csrf=Zm9ybR', 'place=abc&csrf=Zm9ybQQ', 'place=x'])(
    'without it was made by somebody else: %s',
    async (body) => {
      await expect(readForm(withToken(body), schema)).rejects.toMatchObject({ status: 403 })
    }
  )
})

describe('a form with a file of text', () => {
  const wish = { bytes: 100, textFile: 'topic' }
  const parts = (
    content: BlobPart | undefined,
    more: Readonly<Record<string, string>> = { place: 'abc' }
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(more)) form.append(name, value)
    if (content !== undefined) form.append('topic', new File([content], content === '' ? '' : 'liste.csv'))
    return { request: new Request('http://localhost/', { method: 'POST', body: form }) }
  }
  const noText = { ok: false, errors: { topic: 'form_file_no_text' }, typed: { place: 'abc', topic: '' } }

  test('has what stands in it as its field, without a byte order mark', async () => {
    const read = await readForm(parts('\uFEFFBad Düben'), schema, wish)
    expect(read).toEqual({ ok: true, value: { place: 'abc', topic: 'Bad Düben' } })
  })

  test('is read as any other where no file was chosen, or nothing was sent in parts', async () => {
    expect(await readForm(parts(''), schema, wish)).toMatchObject({ ok: true, value: { topic: '' } })
    expect(await readForm(parts(undefined), schema, wish)).toMatchObject({ ok: true })
    expect(await readForm(post('place=abc&topic=x'), schema, wish)).toMatchObject({ ok: true })
  })

  test.each([
    ['in another encoding', new Uint8Array([0x4d, 0xfc, 0x6c])],
    ['of UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00])],
    ['with NUL', 'a\0b'],
    ['that is a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x00])]
  ])('is told that one %s holds no text', async (_, content) => {
    expect(await readForm(parts(content), schema, wish)).toEqual(noText)
  })

  test.each([
    ['NUL beside the file', parts('x', { place: 'a\0bc' }), 400],
    ['the field once more', parts('x', { place: 'abc', topic: 'y' }), 400],
    ['more than the server takes', parts('x'.repeat(513 * 1024)), 413],
    [
      'too many fields',
      parts('x', Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`f${n}`, '1']))),
      400
    ]
  ])('is refused with %s', async (_, posted, status) => {
    await expect(readForm(posted, schema, wish)).rejects.toMatchObject({ status })
  })

  test('is refused where none is asked for, or for another field', async () => {
    await expect(readForm(parts('x'), schema)).rejects.toMatchObject({ status: 415 })
    await expect(readForm(parts('x'), schema, { textFile: 'place' })).rejects.toMatchObject({ status: 400 })
  })

  test('is refused with broken parts', async () => {
    await expect(
      readForm(post('--x', 'multipart/form-data; boundary=x'), schema, wish)
    ).rejects.toMatchObject({
      status: 400
    })
  })

  test('carries the token of its session like any other', async () => {
    const locals = { formToken: 'Zm9ybQ' }
    await expect(readForm({ ...parts('x'), locals }, schema, wish)).rejects.toMatchObject({ status: 403 })
    const good = parts('x', { place: 'abc', csrf: 'Zm9ybQ' })
    expect(await readForm({ ...good, locals }, schema, wish)).toMatchObject({ ok: true })
  })
})
