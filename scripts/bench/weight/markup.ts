const TAG = /<(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s[^<>]*)?)>/g
const LOADED_BY_LINK = /\b(?:icon|preload|modulepreload|prefetch|manifest)\b/
/** Other types of script elements are blocks of data, which no browser runs (HTML Standard, "script"). */
const RUNS = /^$|javascript|ecmascript|module|importmap|speculationrules/

/** What a page has a browser load and run by itself. Links that somebody has to follow are none of it. */
export interface MarkupNeeds {
  /** Addresses as they are written. */
  readonly styles: readonly string[]
  readonly others: readonly string[]
  /** Start tags of what runs. */
  readonly scripts: readonly string[]
}

/** Reads the tags of a page whose attributes are quoted, as ours are. */
export const readNeeds = (html: string): MarkupNeeds => {
  const [styles, others, scripts] = [new Set<string>(), new Set<string>(), [] as string[]]
  for (const { 0: tag, groups } of html.matchAll(TAG)) {
    const { name = '', attributes = '' } = groups ?? {}
    const value = (attribute: string) => valueOf(attributes, attribute)
    if (/\son[a-z]+=/.test(attributes) || (name === 'script' && RUNS.test(value('type')))) scripts.push(tag)
    if (name === 'link' && value('rel') === 'stylesheet') styles.add(value('href'))
    else if (name === 'link' && LOADED_BY_LINK.test(value('rel'))) others.add(value('href'))
    else if (value('src') !== '') others.add(value('src'))
  }
  return { styles: [...styles], others: [...others], scripts }
}

const valueOf = (attributes: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]?.replaceAll('&amp;', '&') ?? ''

/** Addresses that a style sheet has a browser load. */
export const readStyleNeeds = (css: string): string[] =>
  [...css.matchAll(/url\(\s*["']?([^"')]+)|@import\s*["']([^"']+)/g)].map(([, url, sheet]) => (url ?? sheet)!)
