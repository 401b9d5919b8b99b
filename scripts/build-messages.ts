import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** Writes the types of all message keys and their arguments from the German texts. Run by `npm run build:messages`. */

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

/** The text of the generated file for one catalogue. */
export const messageTypes = (catalogue: 'public' | 'work', name: string): string => {
  const texts = JSON.parse(readFileSync(join(root, 'messages', catalogue, 'de.json'), 'utf8')) as Record<
    string,
    string
  >
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

export const GENERATED = [
  { catalogue: 'public', name: 'PublicMessages', path: join(root, 'src/i18n/publicMessages.generated.ts') },
  { catalogue: 'work', name: 'WorkMessages', path: join(root, 'src/i18n/workMessages.generated.ts') }
] as const

if (import.meta.main) {
  for (const { catalogue, name, path } of GENERATED) writeFileSync(path, messageTypes(catalogue, name))
}
