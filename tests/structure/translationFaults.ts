import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { LocaleFacts } from '#i18n/locales.ts'
import type { Catalogue } from './catalogueFaults.ts'

/** How much longer or shorter than German a text of more than a few words may be. */
const RATIO = { least: 0.25, most: 2.5, from: 50 }
/** Least share of letters in its own script that a longer text of another script than Latin has; the rest are names. */
const OWN_SCRIPT = 0.35
/** Holidays that languages count or do not count. */
const COUNTED_HOLIDAYS = /^holiday_/
/** Isolates around a name in the other direction (UAX #9). */
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069/g
const IN_BRACKETS = /\([^()]*\)/g

/** The letters of a message as a reader sees them, placeholders left out; of a choice the most general. */
const wordsOf = (elements: readonly MessageFormatElement[]): string =>
  elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value
      if (element.type === TYPE.plural || element.type === TYPE.select)
        return wordsOf(element.options.other!.value)
      return ' '
    })
    .join('')

const numbersIn = (text: string): string[] => (text.match(/\d+(?:[.:]\d+)*/g) ?? []).sort()
const addressesIn = (text: string) =>
  (text.match(/(?:https?:\/\/|www\.)[^\s)\u2069]+|[\w.-]+@[\w.-]+/g) ?? []).sort().join(' ')
const lettersIn = (text: string) => text.match(/\p{L}/gu) ?? []

/** Three words in a row that a translation shares with German, names and office terms left out. */
const germanLeft = (text: string, source: string, kept: readonly string[]) => {
  const bare = text.replace(ISOLATED, '·').replace(IN_BRACKETS, '·')
  const threes = [...bare.matchAll(/(?<!\p{L})(?=(\p{L}+ \p{L}+ \p{L}+))/gu)].map((match) => match[1]!)
  return threes.filter((three) => source.includes(three) && !kept.some((term) => term.includes(three)))
}

const scriptFault = (text: string, { script }: LocaleFacts) => {
  const letters = lettersIn(text.replace(ISOLATED, ' ').replace(IN_BRACKETS, ' '))
  const own = letters.filter((letter) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)).length
  return letters.length > 12 && own / letters.length < OWN_SCRIPT
    ? [`${Math.round((100 * own) / letters.length)} % of its letters are ${script}`]
    : []
}

/** Plain words may write a number that German writes as a word. */
const numberFault = (said: string, meant: string, { html }: LocaleFacts) => {
  const [given, wanted] = [numbersIn(said), numbersIn(meant)]
  const agree =
    html === 'de-simple' ? wanted.every((number) => given.includes(number)) : given.join() === wanted.join()
  return agree ? [] : [`numbers ${given.join(' ') || 'none'}, not ${wanted.join(' ') || 'none'}`]
}

const isolateFault = (text: string, { direction }: LocaleFacts) => {
  if (direction === 'ltr') return /[\u2066-\u2069]/.test(text) ? ['has an isolate nobody needs'] : []
  const open = text.match(/[\u2066-\u2068]/g)?.length ?? 0
  const closed = text.match(/\u2069/g)?.length ?? 0
  return open === closed ? [] : ['has an isolate that does not end']
}

const faultsOfText = (
  key: string,
  text: string,
  source: string,
  facts: LocaleFacts,
  kept: readonly string[]
): string[] => {
  const [said, meant] = [wordsOf(parse(text)), wordsOf(parse(source))]
  const foreign = lettersIn(said.replace(IN_BRACKETS, ' ').toLowerCase()).filter((letter) =>
    facts.foreignLetters.includes(letter)
  )
  const ratio = said.length / meant.length
  return [
    ...(COUNTED_HOLIDAYS.test(key) ? [] : numberFault(said, meant, facts)),
    ...(addressesIn(said) === addressesIn(meant)
      ? []
      : [`addresses ${addressesIn(said)}, not ${addressesIn(meant)}`]),
    ...scriptFault(said, facts),
    ...isolateFault(said, facts),
    ...(foreign.length > 0 ? [`letters of another language: ${[...new Set(foreign)].join('')}`] : []),
    ...(meant.length >= RATIO.from && (ratio < RATIO.least || ratio > RATIO.most)
      ? [`${ratio.toFixed(1)} times as long`]
      : []),
    ...(facts.html.startsWith('de') ? [] : germanLeft(said, meant, kept).map((run) => `German left: ${run}`))
  ]
}

/**
 * What a program can tell about a translation beside its form (`catalogueFaults`), measured against German; `key: fault`
 * each. `kept` are the German terms that stay.
 */
export const translationFaults = (
  texts: Catalogue,
  source: Catalogue,
  facts: LocaleFacts,
  kept: readonly string[]
): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    source[key] === undefined
      ? []
      : faultsOfText(key, text, source[key], facts, kept).map((fault) => `${key}: ${fault}`)
  )

/** A term of `data/terms/terms.json`. */
export interface OfficeTerm {
  readonly id: string
  /** The German word that stands beside a translation. */
  readonly keep: string | null
  /** True where readers see the German word on papers and doors, so that no text may leave it out. */
  readonly onPapers: boolean
}

/** Translations that leave out a German word readers need to recognise: `key: word`. The dot of plain words does not count. */
export const withoutOfficeTerm = (
  texts: Catalogue,
  source: Catalogue,
  terms: readonly OfficeTerm[]
): string[] =>
  terms.flatMap(({ keep, onPapers }) =>
    Object.entries(source)
      .filter(
        ([key, text]) =>
          keep &&
          onPapers &&
          new RegExp(`(?<!\\p{L})${keep}(?!\\p{L})`, 'u').test(text) &&
          texts[key]?.replaceAll('·', '').includes(keep) !== true
      )
      .map(([key]) => `${key}: ${keep}`)
  )
