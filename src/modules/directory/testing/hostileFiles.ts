import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib'
import { aLocation, aNestedService, anOrganization } from './hsdsFiles.ts'

/** A file that nobody should send, and how much of its work it takes: `large` ones run only in the long tests. */
export interface HostileFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const file = (name: string, content: string | Uint8Array): HostileFile => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content
})

const feed = () => JSON.stringify({ contents: [aNestedService(), anOrganization(), aLocation()] })
const CSV = 'record;id;name;provider_id\nprovider;p;Träger;\ncentre;c;"Haus ""Süd""\nHinterhof";p\n'

/** Cut after every so many bytes. */
const truncated = (name: string, whole: string, count: number): HostileFile[] => {
  const bytes = Buffer.from(whole)
  return Array.from({ length: count }, (_, index) =>
    file(`${index}-cut-${name}`, bytes.subarray(0, Math.floor((bytes.length * index) / count)))
  )
}

const encodings = (): HostileFile[] =>
  [
    ['feed.json', feed()],
    ['table.csv', CSV]
  ].flatMap(([name = '', text = '']) => [
    file(`utf16le-${name}`, Buffer.from(`\uFEFF${text}`, 'utf16le')),
    file(`utf16be-${name}`, Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()),
    file(`utf16-without-mark-${name}`, Buffer.from(text, 'utf16le')),
    file(`latin1-${name}`, Buffer.from(`${text}ä`, 'latin1')),
    file(`two-marks-${name}`, `\uFEFF\uFEFF${text}`),
    file(`only-mark-${name}`, '\uFEFF'),
    file(`empty-${name}`, ''),
    file(`blank-${name}`, ' \r\n\t\n'),
    file(`nul-${name}`, `\0\0\0${text}`),
    file(
      `binary-${name}`,
      Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)
    ),
    file(
      `ascii-noise-${name}`,
      Uint8Array.from({ length: 5_000 }, (_, index) => 33 + ((index * 7919) % 90))
    )
  ])

const packed = (large: boolean): HostileFile[] => {
  const bomb = Buffer.alloc(large ? 200_000_000 : 5_000_000, 0x20)
  return [
    ['gzip', gzipSync(bomb)],
    ['zip', Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), deflateSync(bomb)])],
    ['xlsx', Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.from('[Content_Types].xml')])],
    ['empty-zip', Buffer.from('504b0506000000000000', 'hex')],
    ['bzip2', Buffer.from('BZh91AY&SY')],
    ['xz', Buffer.from('fd377a585a00', 'hex')],
    ['7z', Buffer.from('377abcaf271c', 'hex')],
    ['zstd', Buffer.from('28b52ffd', 'hex')],
    ['brotli', brotliCompressSync(bomb)],
    ['pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1')]
  ].flatMap(([name, bytes]) =>
    ['json', 'csv'].map((ending) => file(`${String(name)}.${ending}`, bytes as Uint8Array))
  )
}

const nested = (depth: number): HostileFile[] =>
  [
    ['lists', '['.repeat(depth)],
    ['closed-lists', '['.repeat(depth) + ']'.repeat(depth)],
    ['objects', '{"a":'.repeat(depth)],
    ['closed-objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['in-a-record', `[{"id":"1","name":"a","phones":${'['.repeat(depth)}${']'.repeat(depth)}}]`],
    ['in-a-page', `{"contents":${'[{"contents":'.repeat(depth)}`],
    ['only-closed', ']'.repeat(depth)],
    ['mixed', '[{'.repeat(depth)]
  ].map(([name, text]) => file(`deep-${depth}-${name}.json`, text!))

const huge = (size: number): HostileFile[] => [
  file(`long-name-${size}.json`, JSON.stringify([anOrganization({ name: 'x'.repeat(size) })])),
  file(`long-id-${size}.json`, JSON.stringify([anOrganization({ id: 'x'.repeat(size) })])),
  file(`long-key-${size}.json`, JSON.stringify([{ ...anOrganization(), ['k'.repeat(size)]: 1 }])),
  file(`long-top-key-${size}.json`, `{"${'k'.repeat(size)}":[1]}`),
  file(`backslashes-${size}.json`, `["${'\\'.repeat(size)}"]`),
  file(`open-string-${size}.json`, `["${'x'.repeat(size)}`),
  file(`quotes-${size}.json`, `["${'\\"'.repeat(size)}"]`),
  file(`number-${size}.json`, `[${'9'.repeat(size)}]`),
  file(`blanks-${size}.json`, `[${' '.repeat(size)}]`),
  file(`lines-${size}.json`, `${'\n'.repeat(size)}[}`),
  file(`commas-${size}.json`, `[${','.repeat(size)}]`),
  file(`ones-${size}.json`, `[${'1,'.repeat(size)}1]`),
  file(`empty-objects-${size}.json`, `{"contents":[${'{},'.repeat(size)}{}]}`),
  file(`members-${size}.json`, `{${Array.from({ length: size }, (_, index) => `"k${index}":1`).join()}}`),
  file(`columns-${size}.csv`, `id;name${';x'.repeat(size)}\n1;2${';y'.repeat(size)}`),
  file(`cells-${size}.csv`, `id;name\n1;2${';y'.repeat(size)}\n2;Haus`),
  file(`long-heading-${size}.csv`, `id;${'n'.repeat(size)};name\n1;2;3`),
  file(`long-cell-${size}.csv`, `id;name\n1;${'n'.repeat(size)}`),
  file(`open-quote-${size}.csv`, `id;name\n1;"${'n'.repeat(size)}\n2;Haus`),
  file(`open-quotes-${size}.csv`, `id;name\n${'1;"x\n'.repeat(size / 10)}`),
  file(`quotes-${size}.csv`, `id;name\n1;"${'""'.repeat(size)}"`),
  file(`empty-lines-${size}.csv`, `id;name\n${'\n'.repeat(size)}`),
  file(`semicolons-${size}.csv`, `id;name\n${';'.repeat(size)}`),
  file(`items-${size}.csv`, `record;id;name;phones\nprovider;1;a;"${'voice | 1\n'.repeat(size / 10)}"`),
  file(`codes-${size}.csv`, `record;id;name;topics\nservice;1;a;${'x '.repeat(size)}`),
  file(
    `findings-${size}.json`,
    JSON.stringify(Array.from({ length: size / 10 }, () => ({ name: [], id: {} })))
  ),
  file(`findings-${size}.csv`, `record;id;name\n${'x;1;a\n'.repeat(size / 10)}`),
  file(
    `attributes-${size}.json`,
    JSON.stringify([
      aNestedService({
        attributes: Array.from({ length: 499 }, () => ({
          taxonomy_term: { taxonomy: 'anlaufstelle:topic', code: 'x'.repeat(size / 1000) }
        }))
      })
    ])
  ),
  file(
    `one-id-${size}.json`,
    JSON.stringify(
      Array.from({ length: size / 100 }, (_, index) => ({ id: '1', name: `n${index}`, website: null }))
    )
  )
]

const VALUES: readonly unknown[] = [
  '=HYPERLINK("http://a.example")',
  '@SUM(1+1)*cmd',
  '\u0000',
  '\ud800',
  '\udc00x',
  'a\u202Eb',
  ' ',
  {},
  [],
  [[]],
  [null],
  [{}],
  true,
  -1,
  1e308,
  { length: 5 },
  { toString: 'x' },
  { id: { id: {} } }
]

/** Every member of a record in turn with every odd value would be many; each value meets each kind. */
const oddValues = (): HostileFile[] =>
  VALUES.flatMap((value, index) => [
    file(
      `odd-organization-${index}.json`,
      JSON.stringify([{ ...anOrganization(), name: value, website: value, phones: value }])
    ),
    file(
      `odd-service-${index}.json`,
      JSON.stringify({
        ...aNestedService(),
        name: value,
        minimum_age: value,
        schedules: value,
        service_at_locations: value,
        organization: value
      })
    ),
    file(
      `odd-location-${index}.json`,
      JSON.stringify({ ...aLocation(), addresses: value, latitude: value, attributes: value, id: value })
    )
  ])

const tricks = (): HostileFile[] => [
  file('proto.json', '[{"id":"1","name":"a","__proto__":{"polluted":1}}]'),
  file('proto-page.json', '{"__proto__":{"polluted":1},"contents":[]}'),
  file('proto-deep.json', '[{"id":"1","name":"a","phones":[{"__proto__":{"number":"123"}}]}]'),
  file('constructor.json', '[{"id":"1","name":"a","constructor":{"prototype":{"polluted":1}}}]'),
  file('proto-id.json', '[{"id":"__proto__","name":"a"},{"id":"constructor","name":"b"}]'),
  file('proto.csv', 'id;name;__proto__;constructor\n__proto__;a;b;c'),
  file('repeated-keys.json', '[{"id":"1","id":"2","name":"a"}]'),
  file('repeated-page.json', '{"contents":[],"contents":[{"id":"1","name":"a"}]}'),
  file(
    'cycle.json',
    '[{"id":"1","service_id":"1","location_id":"1"},{"id":"1","organization_id":"1","status":"active","name":"a"}]'
  ),
  file(
    'cycle-nested.json',
    '{"id":"a","name":"a","services":[{"id":"a","name":"a","organization":{"id":"a","name":"b"}}]}'
  ),
  file('nan.json', '[{"id":"1","name":"a","latitude":NaN,"longitude":Infinity}]'),
  file('huge-number.json', '[{"id":"1","addresses":[],"latitude":1e999,"longitude":-1e999}]'),
  file('comments.json', '// hello\n[]'),
  file('single-quotes.json', "[{'id':1}]"),
  file('trailing.json', '[{"id":"1","name":"a"},]'),
  file('jsonl.json', '{"id":"1","name":"a"}\n{"id":"2","name":"b"}'),
  file('html.json', '<!doctype html><title>404</title>'),
  file('xml.json', '<?xml version="1.0"?><a/>'),
  file('yaml.json', 'contents:\n  - id: 1'),
  file('word.json', 'null'),
  file('text.json', '"hello"'),
  file('number.json', '-0'),
  file('table.json', CSV),
  file('feed.csv', feed()),
  file('duplicate-headings.csv', 'id;name;ID\n1;2;3'),
  file('duplicate-meaning.csv', 'id;name;Bezeichnung\n1;2;3'),
  file('no-headings.csv', '1;2;3\n4;5;6'),
  file('one-word.csv', 'hello'),
  file('formulas.csv', "record;id;name;phones\nprovider;=1+1;=cmd|x;=1\nprovider;'=1;@a;-1"),
  file('quote-inside.csv', 'id;name\n1;"a"b\n2;c'),
  file('lone-quote.csv', 'id;name\n1;"'),
  file('returns.csv', 'record;id;name\rprovider;1;a\r'),
  file('only-headings.csv', 'id;name'),
  file('nul-cell.csv', 'record;id;name\nprovider;1;a\0b\nprovider;\0;c'),
  file('mixed-separators.csv', 'id;name,town\tpostcode\n1;2,3\t4'),
  file('wrong-cells.csv', 'id;name\n1\n1;2;3\n1;2'),
  file('unknown-record.csv', 'record;id;name\nperson;1;a\n;2;b'),
  file('foreign-cells.csv', 'record;id;name;street\nprovider;1;a;b'),
  file(
    'bad-cells.csv',
    'record;id;centre_id;service_id;closures;language_days;capacity;by_appointment_only\noffer;1;2;3;x;y;z;perhaps'
  )
]

/** At least 200 files; `large` takes the sizes that the promise names. */
export const hostileFiles = (large: boolean): HostileFile[] => [
  ...truncated('feed.json', feed(), large ? 300 : 45),
  ...truncated('table.csv', CSV, 30),
  ...encodings(),
  ...packed(large),
  ...nested(70),
  ...nested(100_000),
  ...huge(large ? 1_000_000 : 20_000),
  ...oddValues(),
  ...tricks()
]
