import { describe, expect, it } from 'vitest'
import { ACCESS_MATRIX } from './accessMatrix.ts'
import { OPENINGS, PERMISSIONS } from '#modules/access/index.ts'
import { handlersIn, methodsOf, unguardedHandlers } from './routeFiles.ts'
import { rowFaults } from './rowFaults.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const ROUTE_FILE = /^src\/routes\/(.*\/)?\+(page\.svelte|page\.server\.ts|server\.ts)$/
const routeFiles = filesMatching(ROUTE_FILE)
const SERVER_FILE = /^src\/routes\/(.*\/)?\+(layout|page)?\.?server\.ts$/
const serverFiles = filesMatching(SERVER_FILE)
const GUARDED = /^src\/routes\/\((workspace|account)\)\//

const filesOf = (paths: readonly string[]) => paths.map((path) => ({ path, text: textOf(path) }))

describe('the access matrix', () => {
  it('has one row for every route, with its methods and what each handler asks for', () => {
    expect(rowFaults(filesOf(routeFiles), ACCESS_MATRIX)).toEqual([])
  })

  const TEAMS = 'src/routes/(workspace)/work/teams/+page.server.ts'
  const ROWS = { '/(workspace)/work/teams': ACCESS_MATRIX['/(workspace)/work/teams']! }
  it.each([
    [
      'a route without a row',
      [...filesOf([TEAMS]), { path: 'src/routes/(workspace)/work/x/+page.svelte', text: '' }],
      ['/(workspace)/work/x: the route has no row']
    ],
    ['a row without a route', [], ['/(workspace)/work/teams: the row has no route']],
    [
      'another permission and a lost action',
      [{ path: TEAMS, text: "export const load = guard('people.view', f)" }],
      ['/(workspace)/work/teams: it answers GET', '/(workspace)/work/teams: it asks for load: people.view']
    ]
  ])('misses nothing: %s', (_, files, faults) => {
    expect(rowFaults(files, ROWS)).toEqual(faults)
  })

  it('opens nothing in the workspace to everyone', () => {
    const words = Object.entries(ACCESS_MATRIX)
      .filter(([id]) => id.startsWith('/(workspace)/'))
      .map(([id, { handlers }]) => [id, Object.values(handlers)] as const)
    expect(words.filter(([, asked]) => asked.length === 0 || asked.some((word) => word in OPENINGS))).toEqual(
      []
    )
  })
})

describe('routes behind the sign-in', () => {
  const behind = serverFiles.filter((path) => GUARDED.test(path))

  it('guard every handler, and those of their layouts', () => {
    const faults = behind.flatMap((path) => unguardedHandlers(textOf(path)).map((name) => `${path}: ${name}`))
    expect(faults).toEqual([])
  })

  it('name permissions of the policy and openings that exist', () => {
    const known = { guard: PERMISSIONS as readonly string[], open: Object.keys(OPENINGS) }
    const unknown = serverFiles.flatMap((path) =>
      handlersIn(textOf(path)).flatMap(({ wrap }) =>
        !wrap || known[wrap.by].includes(wrap.word) ? [] : [`${path}: ${wrap.word}`]
      )
    )
    expect(unknown).toEqual([])
  })

  it('have a guarded load for every page', () => {
    const pages = routeFiles.filter((path) => GUARDED.test(path) && path.endsWith('+page.svelte'))
    const bare = pages.filter((path) => {
      const server = path.replace('.svelte', '.server.ts')
      return !routeFiles.includes(server) || !methodsOf(server, textOf(server)).includes('GET')
    })
    expect(bare).toEqual([])
  })
})

describe('unguardedHandlers', () => {
  it.each([
    ["export const load = guard('cases.read', 'cases.case.viewed', async () => ({}))", []],
    ["export const GET = guard('cases.read', f) satisfies RequestHandler", []],
    ["export const actions = { close: guard('cases.close', f) } satisfies Actions", []],
    ['export const prerender = false', []],
    ['export const load = async () => ({})', ['load']],
    ['export async function load() { return {} }', ['load']],
    ['const load = f\nexport { load }', ['load']],
    ['export const POST = log(guard("x", f))', ['POST']],
    ['export const load = guard(permission, f)', ['load']],
    ["export const actions = { close: guard('cases.close', f), open: async () => {} }", ['open']],
    ['export const actions = { ...others }', ['…']],
    ['export const actions = made()', ['actions']],
    ["export const load = open('signIn', f)", []],
    ['export const fallback = () => 0', ['fallback']]
  ])('in %s are %j', (text, expected) => {
    expect(unguardedHandlers(text)).toEqual(expected)
  })
})

describe('handlersIn', () => {
  it('names load, methods and actions, with the words of guards and openings', () => {
    const text = `export const load = guard('people.view', f)
      export const actions = { default: open('signIn', f) } satisfies Actions
      export const GET = f`
    expect(handlersIn(text)).toEqual([
      { name: 'load', wrap: { by: 'guard', word: 'people.view' } },
      { name: 'default', wrap: { by: 'open', word: 'signIn' } },
      { name: 'GET', wrap: undefined }
    ])
  })
})

describe('methodsOf', () => {
  it.each([
    ['x/+page.svelte', '<p></p>', ['GET']],
    ['x/+page.server.ts', 'export const load = f\nexport const actions = { default: f }', ['GET', 'POST']],
    ['x/+page.server.ts', 'export const actions = { default: f }', ['POST']],
    ['x/+server.ts', 'export const GET = f\nexport async function DELETE() {}', ['GET', 'DELETE']]
  ])('of %s with %s are %j', (path, text, expected) => {
    expect(methodsOf(path, text)).toEqual(expected)
  })
})
