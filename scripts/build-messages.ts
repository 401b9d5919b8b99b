import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/**
 * Writes the types of all message keys and their arguments from the German texts, and the list of catalogues from the
 * table of languages. Run by `npm run build:messages`.
 */

const root = join(import.meta.dirname, '..')

const argumentsOf = (elements: readonly MessageFormatElement[], found = new Map<string, string>()) => {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.set(element.value, found.get(element.value) ?? 'string')
    if (element.type === TYPE.plural) {
      found.set(element.value, 'number')
      for (const option of Object.values(element.options)) argumentsOf(option.value, found)
    }
    if (element.type === TYPE.select) {
      found.set(element.value, 'string')
      for (const option of Object.values(element.options)) argumentsOf(option.value, found)
    }
    if (element.type === TYPE.number || element.type === TYPE.date || element.type === TYPE.time) {
      throw new Error(`{${element.value}, …}: numbers and dates are handed over as formatted text`)
    }
  }
  return found
}

const typeOf = (text: string) => {
  const args = [...argumentsOf(parse(text))].sort(([a], [b]) => (a < b ? -1 : 1))
  if (args.length === 0) return 'NoArguments'
  return `{ readonly ${args.map(([name, type]) => `${name}: ${type}`).join('; readonly ')} }`
}

const read = (folder: string, path: string) =>
  JSON.parse(readFileSync(join(folder, path), 'utf8')) as Readonly<Record<string, string>>

const messageTypes = (folder: string, catalogue: 'public' | 'work', name: string): string => {
  const texts = read(folder, `${catalogue}/de.json`)
  const lines = Object.entries(texts).map(([key, text]) => `  readonly ${key}: ${typeOf(text)}`)
  return [
    `// Generated from messages/${catalogue}/de.json by scripts/build-messages.ts.`,
    'type NoArguments = Record<never, never>',
    '',
    `/** Every key of the ${catalogue} texts with the arguments it takes. */`,
    `export interface ${name} {`,
    ...lines,
    '}',
    ''
  ].join('\n')
}

const catalogueList = (folder: string): string => {
  const locales = Object.keys(read(folder, 'locales.json'))
  const nameOf = (locale: string) =>
    `${locale.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase())}Texts`
  const quoted = (locale: string) => (/\W/.test(locale) ? `'${locale}'` : locale)
  return [
    '// Generated from messages/locales.json by scripts/build-messages.ts.',
    ...locales.map(
      (locale) => `import ${nameOf(locale)} from '#messages/public/${locale}.json' with { type: 'json' }`
    ),
    "import type { Locale } from './locales.ts'",
    '',
    '/** The public texts of every language. */',
    'export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {',
    locales.map((locale) => `  ${quoted(locale)}: ${nameOf(locale)}`).join(',\n'),
    '}',
    ''
  ].join('\n')
}

/** What is generated from a folder of messages: path from the root, and text. */
export const generatedFrom = (
  folder: string
): readonly { readonly path: string; readonly text: string }[] => [
  { path: 'src/i18n/publicMessages.generated.ts', text: messageTypes(folder, 'public', 'PublicMessages') },
  { path: 'src/i18n/workMessages.generated.ts', text: messageTypes(folder, 'work', 'WorkMessages') },
  { path: 'src/i18n/catalogues.generated.ts', text: catalogueList(folder) }
]

if (import.meta.main) {
  for (const { path, text } of generatedFrom(join(root, 'messages'))) writeFileSync(join(root, path), text)
}
