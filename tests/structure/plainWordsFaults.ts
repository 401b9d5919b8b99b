import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** What a text is held against, beside the rules themselves. */
export interface PlainWordsRules {
  /** Names that stand in a text as they are, whatever signs and letters they have. */
  readonly names: readonly string[]
  /** Keys whose German text is as plain as can be. */
  readonly sameAsGerman: readonly string[]
  /** True for a text that stands in one line: a title, a label, an attribute. */
  readonly inOneLine: (key: string) => boolean
}

const MOST_WORDS = 12
const LONG_WORD = 14

/** Every reading of a message: each choice written out, a placeholder as one word that breaks no rule. */
export const readingsOf = (text: string): readonly string[] => combined(parse(text))

const combined = (elements: readonly MessageFormatElement[]) =>
  elements.reduce<string[]>(
    (before, element) => before.flatMap((start) => writtenOut(element).map((next) => start + next)),
    ['']
  )

const writtenOut = (element: MessageFormatElement): string[] => {
  if (element.type === TYPE.literal) return [element.value]
  if (element.type === TYPE.plural || element.type === TYPE.select)
    return Object.values(element.options).flatMap(({ value }) => combined(value))
  return [element.type === TYPE.pound ? '5' : 'Wort']
}

/** The sentences of a text: a line ends one, and so does a mark at a line's end or before the next word. */
export const sentencesOf = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => line.split(/(?<=(?<!\d)[.?!])\s+/))
    .filter(Boolean)

/** "Beratungs·stelle" and "Spree-Neiße" are one word each. */
const wordsOf = (sentence: string): string[] =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word))

const endsSentence = (text: string) => /(?<!\d)[.?!](\s|$)/.test(text)

/** A word of its own: letters of German count as letters, unlike with `\b`. */
const whole = (words: string) => new RegExp(`(?<![\\p{L}·])(?:${words})(?![\\p{L}·])`, 'iu')

const SIGNS = /[;()[\]{}/–—„“”"»«‚‘%§&…*_+=<>|]|\d\s*-\s*\d/
const ABBREVIATIONS =
  /(?<!\p{L})(?:(?:z|u|d|o|i)\. ?(?:B|a|h|Ä|d|v|R)\.|(?:bzw|usw|ca|etc|ggf|inkl|evtl|Tel|Nr|Str|Std|Min|Abs|Art|Mo|Di|Mi|Do|Fr|Sa|So)\.(?=\s\S|$)|km\b|vgl\.)/u
const CONDITIONAL = whole(
  [
    '(?:würd|könnt|sollt|hätt|müsst|dürft|bräucht|wüsst)e(?:n|st|t)?',
    '(?:wär|käm|gäb|ging|ließ|blieb|fänd|läg|ständ|nähm|spräch)e(?:n|st|t)?',
    'sei(?:en|st|et)?'
  ].join('|')
)
const BECOMES = whole('werden?|werdet|wirst|wird|wurden?|wurdest|wurdet|worden')
const PARTICIPLE =
  /(?<!\p{L})(?:\p{Ll}*ge\p{Ll}{2,}(?:t|en)|(?:be|emp|ent|er|miss|über|unter|ver|zer)\p{Ll}{3,}(?:t|en)|\p{Ll}+iert)(?!\p{L})/u
const NUMERAL =
  /(?<![\p{L}\d])(?=[IVXLCDM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\p{L}\d])/u
const NUMBER_WORDS = whole('zwei|drei|vier|fünf|sechs|sieben|neun|zehn|elf|zwölf')
const NEGATIONS = whole('nie|niemals|niemand(?:em|en)?|nirgends|weder|keinerlei|keinesfalls|keineswegs')
const GENDER_SIGN = /\p{L}[*:_]in(?:nen)?(?!\p{L})|\p{Ll}In(?:nen)?(?!\p{L})/u
/** Short names of programmes, and the word that explains each. */
const SHORT_NAMES = {
  MBE: 'Migrations·beratung',
  JMD: 'Jugend·migrations·dienst',
  FSA: 'Flüchtlings·sozial·arbeit'
} as const

const FORBIDDEN: readonly (readonly [fault: string, found: RegExp])[] = [
  ['sign', SIGNS],
  ['abbreviation', ABBREVIATIONS],
  ['conditional', CONDITIONAL],
  ['roman numeral', NUMERAL],
  ['number in letters', NUMBER_WORDS],
  ['negation', NEGATIONS],
  ['gender sign', GENDER_SIGN]
]

const faultsOfWords = (text: string) => [
  ...(text.match(/\p{L}+/gu) ?? [])
    .filter((part) => part.length >= LONG_WORD)
    .map((part) => `long word ${part}`),
  ...Object.entries(SHORT_NAMES)
    .filter(([short, word]) => wordsOf(text).some((said) => said.startsWith(short)) && !text.includes(word))
    .map(([short, word]) => `${short} without ${word}`)
]

const faultsOfSentence = (sentence: string) => {
  const count = wordsOf(sentence).length
  const inside = sentence.charAt(0).toLowerCase() + sentence.slice(1)
  const passive = BECOMES.test(inside) && PARTICIPLE.test(inside)
  return [
    ...(count > MOST_WORDS ? [`${count} words: ${sentence}`] : []),
    ...(passive ? [`passive: ${sentence}`] : [])
  ]
}

const faultsOfLines = (text: string, oneLine: boolean) => {
  const lines = text.split('\n')
  if (oneLine) return lines.length > 1 ? ['line break'] : []
  return [
    ...lines.filter((line) => sentencesOf(line).length > 1).map((line) => `two sentences a line: ${line}`),
    ...lines
      .filter((line) => line.trim() !== line || line === '')
      .map(() => 'empty line or space at an edge'),
    ...lines
      .slice(0, -1)
      .filter((line) => !/[.?!:]$/.test(line))
      .map((line) => `line without an end: ${line}`)
  ]
}

const withoutNames = (text: string, names: readonly string[]) =>
  names.reduce((left, name) => left.replaceAll(name, 'Name'), text)

/**
 * What in a text breaks the rules of plain words that a program can tell (DIN SPEC 33429, BITV 2.0 annex 2 part 2).
 * Whether it is understood, only readers can tell. `source`: the German text, which a text of more than three words
 * may not repeat.
 */
export const plainWordsFaults = (
  key: string,
  text: string,
  source: string,
  rules: PlainWordsRules
): string[] => {
  const oneLine = rules.inOneLine(key) || !readingsOf(source).some(endsSentence)
  const isCopy = text.replaceAll('\n', ' ') === source && wordsOf(source).length > 3
  const faults = readingsOf(withoutNames(text, rules.names)).flatMap((reading) => [
    ...FORBIDDEN.flatMap(([fault, found]) => {
      const bad = found.exec(reading)?.[0]
      return bad === undefined ? [] : [`${fault} ${bad}`]
    }),
    ...faultsOfWords(reading),
    ...sentencesOf(reading).flatMap(faultsOfSentence),
    ...faultsOfLines(reading, oneLine)
  ])
  return [
    ...new Set([...faults, ...(isCopy && !rules.sameAsGerman.includes(key) ? ['the German text'] : [])])
  ].map((fault) => `${key}: ${fault}`)
}

/** Words a sentence, over all texts that are sentences. */
export const meanOfWords = (texts: readonly string[]): number => {
  const sentences = texts.flatMap((text) => readingsOf(text).filter(endsSentence).flatMap(sentencesOf))
  return sentences.reduce((sum, sentence) => sum + wordsOf(sentence).length, 0) / sentences.length
}

const ONE_LINE_PLACES =
  /(?:<(?:h[1-6]|title|summary|caption|th|label|legend|option|button)\b[^>]*>|\b(?:aria-label|title|description|label|alt|placeholder|content)=)\s*\{t\(\s*'(\w+)'/g

/** The keys that markup shows as a heading, a label or an attribute. */
export const keysInOneLine = (markup: string): ReadonlySet<string> =>
  new Set([...markup.matchAll(ONE_LINE_PLACES)].map((match) => match[1]!))
