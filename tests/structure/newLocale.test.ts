import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatedFrom } from '../../scripts/build-messages.ts'
import { localeFaults, localeFilesIn } from './localeFaults.ts'
import { PSEUDO_FACTS, PSEUDO_SLUG, pseudoTexts } from './pseudoLocale.ts'
import { ROOT, textOf } from './sourceFiles.ts'

/** Where the files of languages lie. */
const FOLDERS = ['messages', 'data/terms', 'docs/translation-reviews']
const TEXTS = `messages/public/${PSEUDO_SLUG}.json`
const REVIEW = `docs/translation-reviews/${PSEUDO_SLUG}.md`
const before = localeFilesIn(ROOT)
const german = before.textsIn('de')
const texts = pseudoTexts(
  german,
  before.terms.flatMap(({ keep }) => keep ?? [])
)

let root: string
const write = (path: string, content: unknown) =>
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
/** What is found with `content` in a file, which then gets back what it should hold. */
const faultsWith = (path: string, content: unknown, good: unknown) => {
  write(path, content)
  const found = localeFaults(localeFilesIn(root), PSEUDO_SLUG)
  write(path, good)
  return found
}
const withText = (key: string, text: string) => faultsWith(TEXTS, { ...texts, [key]: text }, texts)

const table = { ...before.table, [PSEUDO_SLUG]: PSEUDO_FACTS }
const terms = before.terms.map((term) => ({ ...term, [PSEUDO_SLUG]: term['de'] }))
const review = '# Pseudo: back-translation review\n\n| key | what |\n| --- | --- |\n'

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'anlaufstelle-languages-'))
  for (const folder of FOLDERS) {
    mkdirSync(join(root, folder), { recursive: true })
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  }
  write('messages/locales.json', table)
  write(TEXTS, texts)
  write('data/terms/terms.json', terms)
  write(REVIEW, review)
})
afterAll(() => rmSync(root, { recursive: true }))

describe('a language that was added as files', () => {
  it('has its catalogue in the list of the portal, behind the others', () => {
    const [list] = generatedFrom(join(root, 'messages')).filter(({ path }) => /catalogues/.test(path))
    expect(list!.text).toContain(`import qpsTexts from '#${TEXTS}' with { type: 'json' }`)
    expect(list!.text).toMatch(/ro: roTexts,\n {2}qps: qpsTexts\n}/)
  })

  it('changes nothing else that is generated', () => {
    const others = generatedFrom(join(root, 'messages')).filter(({ path }) => !/catalogues/.test(path))
    expect(others.length).toBeGreaterThan(0)
    for (const { path, text } of others) expect(text, path).toBe(textOf(path))
  })

  it('is without fault', () => {
    expect(Object.values(texts).filter((text) => /å|é|ï|ø/.test(text)).length).toBeGreaterThan(500)
    expect(localeFaults(localeFilesIn(root), PSEUDO_SLUG)).toEqual([])
  })
})

describe('the faults of a language name exactly', () => {
  const keyWhere = (fits: (text: string) => boolean) =>
    Object.keys(texts).find((key) => fits(texts[key]!) && !key.startsWith('holiday_'))!

  it('a text that is missing', () => {
    const { frame_next: _, ...left } = texts
    expect(faultsWith(TEXTS, left, texts)).toEqual([`${TEXTS}: frame_next: missing`])
  })

  it('a number that differs', () => {
    const key = keyWhere((text) => /^[^{}]*\b27\b[^{}\d]*$/.test(text))
    expect(withText(key, texts[key]!.replace('27', '26'))).toEqual([`${TEXTS}: ${key}: numbers 26, not 27`])
  })

  it('a plural category that is missing', () => {
    const key = keyWhere((text) => /few ?\{[^{}]*\}/.test(text))
    expect(withText(key, texts[key]!.replace(/few ?\{[^{}]*\}/, ''))).toEqual([
      `${TEXTS}: ${key}: no plural category few`
    ])
  })

  it('a placeholder that is missing', () => {
    const key = keyWhere((text) => /\{place\}/.test(text))
    expect(withText(key, texts[key]!.replaceAll('{place}', 'x'))).toEqual([
      expect.stringContaining(`${TEXTS}: ${key}: placeholders none, not place`)
    ])
  })

  it('a text that stayed German', () => {
    expect(withText('results_deadline', german['results_deadline']!).join('\n')).toMatch(
      /^messages\/public\/qps\.json: results_deadline: German left/
    )
  })

  it('a term without a word', () => {
    const [first, ...others] = terms
    expect(faultsWith('data/terms/terms.json', [{ ...first, [PSEUDO_SLUG]: ' ' }, ...others], terms)).toEqual(
      [`data/terms/terms.json: ${first!.id}: missing`]
    )
  })

  it('a wrong fact in the table', () => {
    const wrong = (facts: object) =>
      faultsWith('messages/locales.json', { ...table, [PSEUDO_SLUG]: { ...PSEUDO_FACTS, ...facts } }, table)
    expect(wrong({ direction: 'rtl' })).toEqual(['messages/locales.json: direction: ltr by Unicode'])
    expect(wrong({ script: 'Cyrl' })).toEqual(['messages/locales.json: script: Latn by Unicode'])
    expect(wrong({ intl: 'tlh' })[0]).toMatch(/^messages\/locales\.json: /)
    expect(wrong({ comma: undefined })[0]).toMatch(/^messages\/locales\.json: comma: /)
    const { [PSEUDO_SLUG]: _, ...without } = table
    expect(faultsWith('messages/locales.json', without, table)).toEqual(['messages/locales.json: no qps'])
  })

  it('a claim about the making that nothing bears out', () => {
    const claiming = (facts: object) =>
      faultsWith('messages/locales.json', { ...table, [PSEUDO_SLUG]: { ...PSEUDO_FACTS, ...facts } }, table)
    expect(claiming({ reviewed: true })).toEqual([`${REVIEW}: no “## Read by a speaker”`])
    expect(claiming({ made: 'translated' })).toEqual([`${REVIEW}: no “## Translated by”`])
    expect(claiming({ made: 'source' })).toEqual([`${REVIEW}: German alone is the source`])
    expect(faultsWith(REVIEW, '', review)).toEqual([`${REVIEW}: no table of corrections`])
  })
})
