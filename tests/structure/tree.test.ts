import { describe, expect, it } from 'vitest'
import memory from '#platform/config/memory.json' with { type: 'json' }
import { filesMatching, textOf } from './sourceFiles.ts'

/** Written apart, so that this file does not name what it looks for. */
const REGISTRIES = ['npmjs', 'yarnpkg', 'npmmirror'].map((name) => `registry[.]${name}`)
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a path of one machine',
    /(?:^|[\s"'`(=:])\/(?:home\/\w+|Users\/\w+|work\/(?:main|shared|\.library)|tmp\/brief)\b|[A-Z]:\\Users\\/m
  ],
  ['a registry', new RegExp(REGISTRIES.join('|'), 'i')],
  [
    'a task without a number',
    new RegExp(
      `\\b(${['TO', 'FIX'].map((start, at) => start + ['DO', 'ME'][at]!).join('|')})\\b(?![ (:]*#\\d+)`
    )
  ]
]

const BINARY = /\.(png|jpe?g|webp|ico|ttf|woff2?|pdf|gz)$/
const texts = filesMatching(/./).filter((path) => !BINARY.test(path))
const faultsOf = (text: string) => FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)

describe('the tree', () => {
  it('names no machine, no registry and no task without a number', () => {
    const faults = texts.flatMap((path) => faultsOf(textOf(path)).map((what) => `${path}: ${what}`))
    expect(faults).toEqual([])
  })
})

describe('the service unit', () => {
  it('keeps the memory as small as `npm start` does', () => {
    const unit = textOf('deploy/anlaufstelle.service')
    expect(Object.entries(memory).filter(([name, value]) => !unit.includes(`${name}=${value}`))).toEqual([])
  })
})

/** `~` parts what would be found in this file. */
const joined = (text: string) => text.replaceAll('~', '')

describe('what the tree may not hold', () => {
  it.each([
    ["const data = '/ho~me/anna/anlaufstelle'", 'a path of one machine'],
    ['cd /wo~rk/main && npm test', 'a path of one machine'],
    ['"resolved": "https://registry.~npmjs.org/x.tgz"', 'a registry'],
    ['// TO~DO: later', 'a task without a number'],
    ['// FIX~ME', 'a task without a number']
  ])('is found in %s', (text, what) => {
    expect(faultsOf(joined(text))).toEqual([what])
  })

  it.each(['// TO~DO #12: later', 'TO~DO (#7)', 'href="/work/cases"', 'https://example.org/home/'])(
    'is not %s',
    (text) => {
      expect(faultsOf(joined(text))).toEqual([])
    }
  )
})
