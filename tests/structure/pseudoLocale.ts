import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js'
import type { LocaleFacts } from '#i18n/locales.ts'
import type { Catalogue } from './catalogueFaults.ts'

/** A language nobody speaks (BCP 47 keeps `qaa` to `qtz` for such), with one plural category more than German has. */
export const PSEUDO_SLUG = 'qps'
export const PSEUDO_FACTS: LocaleFacts = {
  html: PSEUDO_SLUG,
  hreflang: PSEUDO_SLUG,
  asked: ['qpt'],
  intl: 'pl-PL',
  direction: 'ltr',
  script: 'Latn',
  large: false,
  numerals: 'latn',
  comma: ', ',
  foreignLetters: 'ß',
  ownName: 'Þšëüdó',
  made: 'machine',
  reviewed: false
}

const LETTERS: Readonly<Record<string, string>> = { a: 'å', e: 'é', i: 'ï', o: 'ø', u: 'ů', n: 'ñ', ß: 'ss' }

/** A word in other letters, as long as it was. */
const disguised = (text: string) => text.replace(/[aeiounß]/g, (letter) => LETTERS[letter] ?? letter)

const rewritten = (
  elements: readonly MessageFormatElement[],
  wordsIn: (text: string) => string
): MessageFormatElement[] =>
  elements.map((element) => {
    if (element.type === TYPE.literal) return { ...element, value: wordsIn(element.value) }
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element
    const options = Object.fromEntries(
      Object.entries(element.options).map(([name, { value }]) => [name, { value: rewritten(value, wordsIn) }])
    )
    if (element.type === TYPE.select) return { ...element, options }
    const { pluralCategories } = new Intl.PluralRules(PSEUDO_FACTS.intl).resolvedOptions()
    const every = pluralCategories.map((category): [string, { value: MessageFormatElement[] }] => [
      category,
      options[category] ?? { value: [...(options['other']?.value ?? [])] }
    ])
    return { ...element, options: { ...options, ...Object.fromEntries(every) } }
  })

/** German texts in the pseudo-language: every letter it can change is changed, placeholders, addresses and `kept` are not. */
export const pseudoTexts = (german: Catalogue, kept: readonly string[]): Catalogue => {
  const still = new RegExp(`((?:https?://|www\\.)\\S+|[\\w.-]+@[\\w.-]+|${kept.join('|')})`)
  const wordsIn = (text: string) =>
    text
      .split(still)
      .map((part, place) => (place % 2 === 1 ? part : disguised(part)))
      .join('')
  return Object.fromEntries(
    Object.entries(german).map(([key, text]) => [key, printAST(rewritten(parse(text), wordsIn))])
  )
}
