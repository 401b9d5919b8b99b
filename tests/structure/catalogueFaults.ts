import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

export type Catalogue = Readonly<Record<string, string>>

const optionsOf = (element: MessageFormatElement) =>
  element.type === TYPE.plural || element.type === TYPE.select
    ? Object.values(element.options).flatMap(({ value }) => value)
    : element.type === TYPE.tag
      ? element.children
      : []

const everyElement = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
  elements.flatMap((element) => [element, ...everyElement(optionsOf(element))])

const NAMED = [TYPE.argument, TYPE.plural, TYPE.select]
const FORMATS = [TYPE.number, TYPE.date, TYPE.time]

const placeholdersOf = (elements: readonly MessageFormatElement[]) => [
  ...new Set(
    elements.flatMap((element) => {
      if (element.type === TYPE.select)
        return [`${element.value} of ${Object.keys(element.options).sort().join()}`]
      return NAMED.includes(element.type) && 'value' in element ? [element.value] : []
    })
  )
]

const missingPlurals = (elements: readonly MessageFormatElement[], locale: string) =>
  elements.flatMap((element) => {
    if (element.type !== TYPE.plural) return []
    const { pluralCategories } = new Intl.PluralRules(locale, {
      type: element.pluralType ?? 'cardinal'
    }).resolvedOptions()
    return pluralCategories.filter((category) => !(category in element.options))
  })

const faultsOfText = (text: string, source: string, locale: string): string[] => {
  const elements = everyElement(parse(text))
  const [given, wanted] = [
    placeholdersOf(elements).sort().join(),
    placeholdersOf(everyElement(parse(source)))
      .sort()
      .join()
  ]
  return [
    ...missingPlurals(elements, locale).map((category) => `no plural category ${category}`),
    ...(given === wanted ? [] : [`placeholders ${given || 'none'}, not ${wanted || 'none'}`]),
    ...(elements.some(({ type }) => FORMATS.includes(type)) ? ['formats a number or date itself'] : []),
    ...(elements.some(({ type }) => type === TYPE.tag) || /[<>]|&(#\d+|[a-z]+);/i.test(text)
      ? ['holds HTML']
      : []),
    ...(text.trim() === '' ? ['is empty'] : [])
  ]
}

const attempt = (work: () => string[]) => {
  try {
    return work()
  } catch (fault) {
    return [`cannot be read: ${String(fault)}`]
  }
}

/** What is wrong with a catalogue in one language, measured against the source language; `key: fault` each. */
export const catalogueFaults = (texts: Catalogue, source: Catalogue, locale: string): string[] => [
  ...Object.keys(source)
    .filter((key) => !(key in texts))
    .map((key) => `${key}: missing`),
  ...Object.keys(texts)
    .filter((key) => !(key in source))
    .map((key) => `${key}: unknown`),
  ...Object.entries(texts).flatMap(([key, text]) =>
    attempt(() => faultsOfText(text, source[key] ?? text, locale)).map((fault) => `${key}: ${fault}`)
  )
]
