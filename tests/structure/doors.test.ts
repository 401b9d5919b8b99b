import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, describe, expect, it } from 'vitest'
import configuration, { COUNTING_MODULE, EDGES } from '../../.dependency-cruiser.mjs'
import { filesMatching, moduleNames, ROOT, textOf } from './sourceFiles.ts'

const canary = join(import.meta.dirname, 'canary')
const modules = Object.keys(EDGES) as (keyof typeof EDGES)[]
const { forbidden, options } = configuration as unknown as {
  forbidden: { name: string }[]
  options: ICruiseOptions
}
const temporary = mkdtempSync(join(tmpdir(), 'anlaufstelle-doors-'))
afterAll(() => rmSync(temporary, { recursive: true }))

const cruiseTree = async (baseDir: string): Promise<ICruiseResult> => {
  const answer = await cruise(
    ['src'],
    { ...options, baseDir, validate: true, ruleSet: { forbidden: forbidden as [] } },
    options.enhancedResolveOptions
  )
  return answer.output as ICruiseResult
}

const faultsIn = async (baseDir: string) =>
  (await cruiseTree(baseDir)).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))

/** Rule and file of every fault planted in `canary/`. */
const planted = [
  'app-uses-doors: app/server/pastTheDoor.ts',
  'doors-for-cases: modules/cases/ui/OffTheEdges.svelte',
  'doors-for-employment: modules/employment/server/lazily.ts',
  'doors-for-employment: modules/employment/server/pastTheDoor.ts',
  'doors-for-employment: modules/employment/server/portalDoor.ts',
  'doors-for-funding: modules/funding/server/otherFacts.ts',
  'doors-for-tests-of-employment: modules/employment/pastTheDoor.test.ts',
  'driver-in-its-place: modules/cases/server/ownPool.ts',
  'edge-of-cases: modules/cases/ui/OffTheEdges.svelte',
  'edge-of-funding: modules/funding/server/otherFacts.ts',
  'edge-of-mentoring: modules/mentoring/server/offTheEdges.ts',
  'edge-of-statistics: modules/statistics/server/beyondFacts.ts',
  'everything-resolves: modules/cases/server/misspelt.ts',
  'ground-knows-no-module: i18n/knowsCases.ts',
  'ground-knows-no-module: platform/knowsCases.ts',
  'ground-knows-no-module: ui/KnowsCases.svelte',
  'ground-knows-no-module: ui/Loads.svelte',
  'kysely-in-its-files: modules/cases/rules.ts',
  'kysely-in-its-files: modules/cases/server/closeCase.ts',
  'kysely-in-its-files: routes/(workspace)/work/sql/+page.server.ts',
  'markup-no-server: modules/cases/ui/ReachesServer.svelte',
  'markup-no-server: routes/(portal)/reaches/+page.ts',
  'migrations-import-nothing: platform/db/server/migrations/0001_cases.ts',
  'module-named-in-edges: modules/gossip/index.ts',
  'modules-look-down: modules/cases/server/looksUp.ts',
  'no-cycles: modules/cases/server/first.ts',
  'no-test-code-in-product: modules/cases/server/borrowsTests.ts',
  'only-entries-use-app: modules/cases/server/looksUp.ts',
  'only-entries-use-app: routes/(workspace)/work/past/+page.server.ts',
  'portal-doors: routes/(portal)/cases/+page.svelte',
  'portal-doors: routes/(portal)/funding/+page.server.ts',
  'pure-no-builtins: modules/cases/rules.ts',
  'pure-no-framework: modules/cases/model.ts',
  'pure-no-framework: modules/cases/rules.ts',
  'pure-no-io: modules/cases/model.ts',
  'pure-no-io: modules/cases/rules.ts',
  'routes-use-doors: routes/(workspace)/work/past/+page.server.ts',
  'routes-use-doors: routes/(workspace)/work/sql/+page.server.ts'
]

/** A tree in which every module imports every other through each of three ways, one file each. */
const plantEveryEdge = (root: string) => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', textOf('tests/structure/canary/package.json'))
  for (const from of modules) {
    for (const door of ['index', 'facts', 'inner'])
      write(`src/modules/${from}/server/${door}.ts`, 'export const x = 0\n')
    for (const to of modules.filter((name) => name !== from)) {
      for (const door of ['index', 'facts', 'inner']) {
        const text = `export { x } from '#modules/${to}/server/${door}.ts'\n`
        write(`src/modules/${from}/server/${door}Of_${to}.ts`, text)
        write(`src/modules/${from}/server/${door}Of_${to}.test.ts`, text)
      }
    }
  }
}

const expectedOf = (from: keyof typeof EDGES, to: keyof typeof EDGES) => {
  const isFriend = (EDGES[from] as string[]).includes(to)
  const maySeeFacts = from === COUNTING_MODULE
  const faults = (door: string, isDoor: boolean, isReachable: boolean) =>
    ['', '.test'].flatMap((kind) => [
      ...(isReachable ? [] : [`edge-of-${from}: ${door}Of_${to}${kind}`]),
      ...(isDoor ? [] : [`doors-for-${kind ? 'tests-of-' : ''}${from}: ${door}Of_${to}${kind}`])
    ])
  return [
    ...faults('index', true, isFriend),
    ...faults('facts', maySeeFacts, isFriend || maySeeFacts),
    ...faults('inner', false, isFriend)
  ]
}

describe('the doors', () => {
  it('stand in a tree of planted faults exactly where they should', async () => {
    const found = (await faultsIn(canary)).map(({ rule, from }) => `${rule}: ${from.replace(/^src\//, '')}`)
    expect([...new Set(found)].sort()).toEqual(planted)
  })

  it('let every module through along its edges and nowhere else', async () => {
    plantEveryEdge(temporary)
    const found = (await faultsIn(temporary)).map(
      ({ rule, from }) => `${rule}: ${from.replace(/^.*\/|\.ts$/g, '')}`
    )
    const expected = modules.flatMap((from) =>
      modules.filter((to) => to !== from).flatMap((to) => expectedOf(from, to))
    )
    expect(found.sort()).toEqual(expected.sort())
  })

  it('have each a planted fault', () => {
    const covered = new Set(planted.map((line) => line.split(':')[0]))
    const perModule = new RegExp(`^(edge-of|doors-for|doors-for-tests-of)-(${modules.join('|')})$`)
    const names = forbidden.map(({ name }) => name).filter((name) => !perModule.test(name))
    expect(names.filter((name) => !covered.has(name))).toEqual([])
  })

  it('know every module', () => {
    expect(moduleNames.filter((name) => !modules.includes(name as keyof typeof EDGES))).toEqual([])
  })

  it('hold for the whole tree, and every file of it is looked at', async () => {
    const { modules: seen, summary } = await cruiseTree(ROOT)
    const faults = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
    const looked = new Set(seen.map(({ source }) => source))
    expect(filesMatching(/^src\/.*\.(ts|js|mjs|svelte)$/).filter((path) => !looked.has(path))).toEqual([])
    expect(faults).toEqual([])
  })
})
