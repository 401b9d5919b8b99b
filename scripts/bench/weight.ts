import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { EVERY_LOCALE } from '#i18n/locales.ts'
import { startApplication } from '#testing/startedApplication.ts'
import { ask } from './weight/ask.ts'
import { visitFirst, type FirstVisit } from './weight/firstVisit.ts'

/**
 * `npm run bench:weight`: what a first visit of each page weighs in each language, with demonstration data. HTML and
 * style sheets, as sent to a browser that reads Brotli, stay within `MOST`, and nothing runs, comes from elsewhere or
 * stays in the browser. Ends with 1 when a promise is broken.
 */
const KB = 1024
const MOST = 14 * KB
const SEARCH = '/find/results?topic=residence&place=01099'

/** The centre whose page is the heaviest: the one with the most to say about its services. */
const heaviestCentre = async (origin: string): Promise<string> => {
  const { text } = await ask(new URL('/de/centres', origin))
  const paths = [...new Set([...text.matchAll(/href="\/de(\/centre\/[^"/]+)"/g)].map(([, path]) => path!))]
  const weighed: { path: string; bytes: number }[] = []
  for (const path of paths) weighed.push({ path, bytes: (await ask(new URL(`/de${path}`, origin))).bytes })
  const [heaviest] = weighed.sort((a, b) => b.bytes - a.bytes)
  if (!heaviest) throw new Error('No centre is listed')
  return heaviest.path
}

const kilobytes = (bytes: number) => (bytes / KB).toFixed(1)
const sumOf = ({ html, css }: FirstVisit) => html + css
const cell = (visit: FirstVisit) =>
  `${kilobytes(visit.html)} + ${kilobytes(visit.css)} = ${kilobytes(sumOf(visit))}`
const line = (name: string, cells: readonly string[]) =>
  console.log(name.padEnd(10) + cells.map((text) => text.padStart(19)).join(''))

const weighAll = async (origin: string): Promise<boolean> => {
  const centre = await heaviestCentre(origin)
  const pages: readonly { name: string; path: string; form?: string }[] = [
    { name: 'start', path: '' },
    { name: 'results', path: SEARCH },
    { name: 'results by POST', path: SEARCH, form: 'age=18to26&situation=noPapers' },
    { name: 'centre', path: centre },
    { name: 'card', path: `${centre}/card` }
  ]
  console.log(`HTML + CSS in KB of ${KB} bytes; results for ${SEARCH}, centre and card of ${centre}`)
  const names = pages.map(({ name }) => name)
  line('', names)
  const visits: FirstVisit[][] = []
  for (const locale of EVERY_LOCALE) {
    const row: FirstVisit[] = []
    for (const { path, form } of pages) row.push(await visitFirst(new URL(`/${locale}${path}`, origin), form))
    visits.push(row)
    line(locale, row.map(cell))
  }
  const largest = names.map((_, page) => Math.max(...visits.map((row) => sumOf(row[page]!))))
  line('largest', largest.map(kilobytes))
  const every = visits.flat()
  console.log(`besides, such as the icon: at most ${Math.max(...every.map(({ other }) => other))} bytes`)
  const faults = every.flatMap((visit) => visit.faults)
  console.log(`scripts, other origins, cookies, missing files: ${faults.length}`)
  for (const fault of new Set(faults)) console.log(`BROKEN ${fault}`)
  const light = Math.max(...largest) <= MOST
  console.log(`${light ? 'kept  ' : 'BROKEN'} HTML and CSS of a first visit: ≤ ${kilobytes(MOST)} KB`)
  return light && faults.length === 0
}

const data = mkdtempSync('/tmp/anlaufstelle-bench-')
chmodSync(data, 0o711)
const application = await startApplication(data)
try {
  process.exitCode = (await weighAll(application.url)) ? 0 : 1
} finally {
  await application.stop()
  rmSync(data, { recursive: true, force: true })
}
