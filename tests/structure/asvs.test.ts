import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesMatching, textOf } from './sourceFiles.ts'

/** Requirements of ASVS 5.0.0 at levels 1 and 2, by section: how many each has, and which of them are of level 3 alone. */
const SECTIONS: Readonly<Record<string, { readonly count: number; readonly higher?: readonly number[] }>> = {
  '6.1': { count: 3 },
  '6.2': { count: 12 },
  '6.3': { count: 8, higher: [5, 6, 7, 8] },
  '6.4': { count: 6, higher: [5, 6] },
  '6.5': { count: 8, higher: [6, 7, 8] },
  '6.6': { count: 4, higher: [4] },
  '6.8': { count: 4 },
  '7.1': { count: 3 },
  '7.2': { count: 4 },
  '7.3': { count: 2 },
  '7.4': { count: 5 },
  '7.5': { count: 3, higher: [3] },
  '7.6': { count: 2 },
  '8.1': { count: 4, higher: [3, 4] },
  '8.2': { count: 4, higher: [4] },
  '8.3': { count: 3, higher: [2, 3] },
  '8.4': { count: 2, higher: [2] },
  '11.1': { count: 4, higher: [3, 4] },
  '11.2': { count: 5, higher: [4, 5] },
  '11.3': { count: 5, higher: [4, 5] },
  '11.4': { count: 4 },
  '11.5': { count: 2, higher: [2] },
  '11.6': { count: 2, higher: [2] },
  '11.7': { count: 2, higher: [1, 2] },
  '14.1': { count: 2 },
  '14.2': { count: 8, higher: [5, 6, 7, 8] },
  '14.3': { count: 3 },
  '16.1': { count: 1 },
  '16.2': { count: 5 },
  '16.3': { count: 4 },
  '16.4': { count: 3 },
  '16.5': { count: 4, higher: [4] }
}
const ASKED = Object.entries(SECTIONS).flatMap(([section, { count, higher = [] }]) =>
  Array.from({ length: count }, (_, index) => index + 1)
    .filter((number) => !higher.includes(number))
    .map((number) => `${section}.${number}`)
)

interface Row {
  readonly number: string
  readonly proof: string
}
const rowsOf = (text: string): Row[] =>
  [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\|[^|]*\| ([^|]*)\|$/gm)].map(([, number = '', proof = '']) => ({
    number,
    proof: proof.trim()
  }))

/** The texts of all tests by the names of their files. */
const tests = new Map<string, string>()
for (const path of filesMatching(/\.(test|spec)\.ts$/)) {
  const file = basename(path)
  tests.set(file, `${tests.get(file) ?? ''}\n${textOf(path)}`)
}

/** What is said of one requirement and does not hold. */
const faultsOf = ({ number, proof }: Row, known: ReadonlyMap<string, string>): string[] => {
  const named = [...proof.matchAll(/`([\w.]+\.(?:test|spec)\.ts)` › ([^;(]*[^;(\s.])/g)]
  if (named.length === 0 && !proof.startsWith('_Reason:_ ')) return [`${number}: neither test nor reason`]
  return named.flatMap(([, file = '', title = '']) => {
    const text = known.get(file)
    if (text === undefined) return [`${number}: there is no ${file}`]
    const plain = title.split(' _Reason')[0]!.replace(/[\s.]+$/, '')
    return text.replaceAll("\\'", "'").includes(plain) ? [] : [`${number}: ${file} has no test "${plain}"`]
  })
}

describe('the list of ASVS requirements', () => {
  const rows = rowsOf(textOf('docs/asvs.md'))

  it('has each requirement of levels 1 and 2 once', () => {
    expect(ASKED).toHaveLength(99)
    const counted = rows.map(({ number }) => number)
    expect(ASKED.filter((number) => counted.filter((one) => one === number).length !== 1)).toEqual([])
    expect(new Set(counted).size).toBe(counted.length)
  })

  it('names tests that exist, or a reason', () => {
    expect(rows.flatMap((row) => faultsOf(row, tests))).toEqual([])
  })
})

describe('a row', () => {
  const known = new Map([['a.test.ts', "test('holds', …)"]])
  it.each([
    ['`a.test.ts` › holds', []],
    ['`a.test.ts` › holds (twice); `a.test.ts` › holds', []],
    ['_Reason:_ a document', []],
    ['it is so', ['1.1.1: neither test nor reason']],
    ['`b.test.ts` › holds', ['1.1.1: there is no b.test.ts']],
    ['`a.test.ts` › breaks', ['1.1.1: a.test.ts has no test "breaks"']]
  ])('that says %s has the faults %j', (proof, faults) => {
    expect(faultsOf({ number: '1.1.1', proof }, known)).toEqual(faults)
  })
})
