import { ask, type Answer } from './ask.ts'
import { readNeeds, readStyleNeeds } from './markup.ts'

/** What a browser that was never there before is sent for one page, in bytes of the bodies on the wire. */
export interface FirstVisit {
  readonly html: number
  readonly css: number
  /** Everything else that browsers load by themselves, such as the icon. */
  readonly other: number
  /** What must not be: a script, another origin, a cookie, an answer other than 200. */
  readonly faults: readonly string[]
}

/** Opens a page of the portal, as an answer to a form where one is given, with all that belongs to it. */
export const visitFirst = async (page: URL, form?: string): Promise<FirstVisit> => {
  const html = await ask(page, form)
  const { styles, others, scripts } = readNeeds(html.text)
  const sheets = await loadFrom(page, styles)
  const inStyles = sheets.answers.flatMap(({ url, text }) =>
    readStyleNeeds(text).map((address) => new URL(address, url).href)
  )
  const rest = await loadFrom(page, [...others, ...inStyles])
  return {
    html: html.bytes,
    css: bytesOf(sheets.answers),
    other: bytesOf(rest.answers),
    faults: [
      ...scripts.map((tag) => `${page.pathname} runs ${tag}`),
      ...[...sheets.foreign, ...rest.foreign].map((address) => `${page.pathname} loads ${address}`),
      ...[html, ...sheets.answers, ...rest.answers].flatMap(faultsOf)
    ]
  }
}

/** Loads what lies at the page's own origin, and names what lies elsewhere. */
const loadFrom = async (page: URL, addresses: readonly string[]) => {
  const urls = addresses.map((address) => new URL(address, page))
  const isOwn = ({ origin }: URL) => origin === page.origin
  return {
    answers: await Promise.all(urls.filter(isOwn).map((url) => ask(url))),
    foreign: urls.filter((url) => !isOwn(url)).map(({ href }) => href)
  }
}

const bytesOf = (answers: readonly Answer[]) => answers.reduce((sum, { bytes }) => sum + bytes, 0)

const faultsOf = ({ url, status, type, setsCookie }: Answer): string[] => [
  ...(status === 200 ? [] : [`${url.pathname} answered ${status}`]),
  ...(/javascript|ecmascript/.test(type) ? [`${url.pathname} is JavaScript`] : []),
  ...(setsCookie ? [`${url.pathname} sets a cookie`] : [])
]
