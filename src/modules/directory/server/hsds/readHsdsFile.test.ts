import { describe, expect, test } from 'vitest'
import { loadBytes, readHsdsFile, type HsdsFile, type ReadHsdsFile } from './readHsdsFile.ts'

const open = async (file: HsdsFile): Promise<ReadHsdsFile> => {
  const bytes = await loadBytes(file)
  return Buffer.isBuffer(bytes) ? readHsdsFile(bytes, ['contents']) : { read: false, finding: bytes }
}

const reasonOf = async (content: string | Uint8Array) => {
  const file = await open({
    name: 'feed.json',
    ...(typeof content === 'string' ? { text: content } : { bytes: content })
  })
  return file.read ? 'read' : file.finding.reason
}
const bytes = (text: string) => new TextEncoder().encode(text)

describe('what is read', () => {
  test.each([
    ['plain', bytes('{"a":1}')],
    ['with a byte order mark', bytes('\uFEFF{"a":1}')],
    ['text with a byte order mark', '\uFEFF{"a":1}'],
    ['brackets in strings', `{"a":"${'['.repeat(1000)}\\"]"}`],
    ['escaped NUL and lone surrogates: refused later, record by record', '{"a":"\\u0000\\ud800"}']
  ])('%s', async (_name, content) => {
    expect(await reasonOf(content)).toBe('read')
  })

  test('a stream whose chunks cut letters in two', async () => {
    const all = bytes('{"name":"Größe"}')
    const stream = async function* () {
      for (const byte of all) yield await Promise.resolve(Uint8Array.of(byte))
    }
    expect(await open({ name: 'x', bytes: stream() })).toEqual({
      read: true,
      content: { kind: 'value', value: { name: 'Größe' }, lists: new Map() }
    })
  })
})

describe('what is refused', () => {
  test.each([
    ['nothing', '', 'directory_import_empty_file'],
    ['blanks', ' \n\t', 'directory_import_empty_file'],
    ['Latin-1', Uint8Array.of(0x22, 0xe4, 0x22), 'directory_import_not_utf8'],
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFF{}', 'utf16le')), 'directory_import_not_utf8'],
    ['a letter cut at the end', bytes('"ä').slice(0, 2), 'directory_import_not_utf8'],
    ['a raw NUL', '{"a":"\0"}', 'directory_import_not_json'],
    ['a spreadsheet', 'id;name\n1;Haus', 'directory_import_not_json'],
    ['a page', '<!doctype html>', 'directory_import_not_json'],
    ['a zip archive', bytes('PK\u0003\u0004\u0000\u0000'), 'directory_import_packed'],
    ['a cut file', '{"contents":[{"id":"1","na', 'directory_import_truncated'],
    ['a cut list', '[{"id":"1"}', 'directory_import_truncated'],
    ['depth 100,000', '['.repeat(100_000), 'directory_import_too_deep'],
    ['depth of objects', '{"a":'.repeat(65) + '1' + '}'.repeat(65), 'directory_import_too_deep']
  ])('%s', async (_name, content, reason) => {
    expect(await reasonOf(content)).toBe(reason)
  })

  test('says in which line a fault is', async () => {
    const file = await open({ name: 'x', text: '{\n"a": 1,\n"b" 2}' })
    expect(file).toMatchObject({ read: false, finding: { params: { line: 3 } } })
  })

  test('more than 64 MB, before all of it is held', async () => {
    let chunks = 0
    const endless = async function* () {
      for (;;) {
        chunks++
        yield await Promise.resolve(new Uint8Array(1024 * 1024).fill(0x20))
      }
    }
    const file = await open({ name: 'x', bytes: endless() })
    expect(file).toMatchObject({ read: false, finding: { reason: 'directory_import_too_large' } })
    expect(chunks).toBe(65)
  })
})

describe('items are read one by one', () => {
  const items = async (text: string) => {
    const file = await open({ name: 'x', text })
    if (!file.read) return file.finding
    const list = file.content.kind === 'list' ? file.content.items : file.content.lists.get('contents')!
    return Array.from({ length: list.length }, (_, index) => [list.lineOf(index), list.read(index)])
  }
  const broken = (line: number) => ({
    finding: { field: '', reason: 'directory_import_not_json', params: { line } }
  })

  test.each([
    [
      'a list',
      '[1,\n{"a":[1,2]}]',
      [
        [1, { value: 1 }],
        [2, { value: { a: [1, 2] } }]
      ]
    ],
    ['a page', '{"n":1,"contents":[{"a":"]"}],"m":2}', [[1, { value: { a: ']' } }]]],
    [
      'a broken one beside a good one',
      '[{"a":1,},\n{"a":\nNaN},{"a":1}]',
      [
        [1, broken(1)],
        [2, broken(2)],
        [3, { value: { a: 1 } }]
      ]
    ],
    [
      'no comma between two',
      '[{"a":1} {"a":2},3]',
      [
        [1, broken(1)],
        [1, { value: 3 }]
      ]
    ],
    [
      'escaped quotation marks',
      '["\\\\","\\""]',
      [
        [1, { value: '\\' }],
        [1, { value: '"' }]
      ]
    ],
    [
      'a name given twice',
      '[{"a":1,"b":{"c":1,"c":2}}]',
      [[1, { finding: { field: '', reason: 'directory_import_repeated_name', params: { line: 1 } } }]]
    ],
    ['nothing', '[ ]', []]
  ])('%s', async (_name, text, expected) => {
    expect(await items(text)).toEqual(expected)
  })

  test.each([
    ['brackets that do not match', '[{"a":1]]', 'directory_import_not_json'],
    ['text behind the end', '[1] x', 'directory_import_not_json'],
    ['text behind a list', '{"contents":[1] x}', 'directory_import_not_json'],
    ['a name without quotation marks', '{a:1}', 'directory_import_not_json'],
    ['a page that gives a name twice', '{"a":1,"a":2}', 'directory_import_repeated_name']
  ])('%s refuses the file', async (_name, text, reason) => {
    expect(await reasonOf(text)).toBe(reason)
  })
})
