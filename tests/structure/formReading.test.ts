import { describe, expect, it } from 'vitest'
import { actionsThatReadLate, readingsByHand } from './formReading.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const pages = filesMatching(/^src\/routes\/\((?:workspace|account)\)\/.*\+page\.server\.ts$/)
const code = filesMatching(/^src\/(?:routes\/.*|hooks\.server)\.ts$/).filter(
  (path) => !/\.test\.ts$/.test(path)
)

describe('forms of staff', () => {
  it('are read by readForm before anything else is waited for', () => {
    expect(pages.filter((path) => textOf(path).includes('export const actions')).length).toBeGreaterThan(10)
    const faults = pages.flatMap((path) =>
      actionsThatReadLate(textOf(path)).map((name) => `${path}: ${name}`)
    )
    expect(faults).toEqual([])
  })

  it('reach no route past readForm', () => {
    const faults = code.flatMap((path) =>
      readingsByHand(textOf(path)).map((reading) => `${path}: ${reading}`)
    )
    expect(faults).toEqual([])
  })
})

describe('actionsThatReadLate', () => {
  it.each([
    [
      "export const actions = { a: guard('x', async (event) => { const read = await readForm(event, s) }) }",
      []
    ],
    ["export const actions = { a: guard('x', async (e) => { await readForm(e, s) }) } satisfies Actions", []],
    [
      "export const actions = { a: guard('x', async (e) => { await close(e); await readForm(e, s) }) }",
      ['a']
    ],
    ["export const actions = { a: guard('x', async (e) => { await close(await readForm(e, s)) }) }", ['a']],
    ["export const actions = { a: guard('x', (e) => close(e)), b: guard('x', save) }", ['a', 'b']],
    ["export const actions = { default: open('x', async (e) => { void readForm(e, s) }) }", ['default']],
    ["export const actions = { a: guard('x', async ({ request }) => { await request.formData() }) }", ['a']],
    [
      "const go = async (e) => readIt(await readForm(e, s))\nexport const actions = { a: guard('x', async (e) => { await go(e) }) }",
      []
    ],
    [
      "const go = async (e) => { await close(e) }\nexport const actions = { a: guard('x', async (e) => { await go(e) }) }",
      ['a']
    ],
    ['export const actions = { ...others }', ['…']],
    ['export const actions = made()', ['actions']],
    ['export const load = f', []]
  ])('in %s are %j', (text, expected) => {
    expect(actionsThatReadLate(text)).toEqual(expected)
  })
})

describe('readingsByHand', () => {
  it.each([
    ['await event.request.formData()', ['event.request.formData']],
    ['await request.text()', ['request.text']],
    ['const { body } = event.request', ['{ body }']],
    ['const { json: read } = request', ['{ json: read }']],
    ['request.clone().formData()', ['request.clone']],
    ["request.headers.get('accept'); response.text()", []]
  ])('in %s are %j', (text, expected) => {
    expect(readingsByHand(text)).toEqual(expected)
  })
})
