import { describe, expect, it } from 'vitest'
import { ACCESS_MATRIX } from './accessMatrix.ts'
import { OPENINGS, PERMISSIONS } from '#modules/access/index.ts'
import { methodsOf, routeIdOf, unguardedHandlers, wrapsOf } from './routeFiles.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const ROUTE_FILE = /^src\/routes\/(.*\/)?\+(page\.svelte|page\.server\.ts|server\.ts)$/
const routeFiles = filesMatching(ROUTE_FILE)
const SERVER_FILE = /^src\/routes\/(.*\/)?\+(layout|page)?\.?server\.ts$/
const serverFiles = filesMatching(SERVER_FILE)
const GUARDED = /^src\/routes\/\((workspace|account)\)\//

const answered = () => {
  const routes: Record<string, string[]> = {}
  for (const path of routeFiles) {
    const methods = (routes[routeIdOf(path)] ??= [])
    for (const method of methodsOf(path, textOf(path))) if (!methods.includes(method)) methods.push(method)
  }
  return routes
}

describe('the access matrix', () => {
  it('has one row for every route, with the methods it answers', () => {
    const listed = Object.entries(ACCESS_MATRIX).map(([id, { methods }]) => [id, [...methods].sort()])
    const found = Object.entries(answered()).map(([id, methods]) => [id, methods.sort()])
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(found))
  })

  it('says of every route what its handlers ask for', () => {
    const asked: Record<string, Set<string>> = {}
    for (const path of routeFiles.filter((each) => !each.endsWith('.svelte'))) {
      const words = wrapsOf(textOf(path)).map(({ by, word }) => (by === 'open' ? 'public' : word))
      for (const word of words) (asked[routeIdOf(path)] ??= new Set()).add(word)
    }
    const listed = Object.entries(ACCESS_MATRIX).map(([id, { who }]) => [id, [...who].sort()])
    const found = Object.keys(ACCESS_MATRIX).map((id) => [id, [...(asked[id] ?? ['public'])].sort()])
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(found))
  })

  it('opens nothing in the workspace to everyone', () => {
    const open = Object.entries(ACCESS_MATRIX).filter(([, { who }]) => who.includes('public'))
    expect(open.map(([id]) => id).filter((id) => id.startsWith('/(workspace)/'))).toEqual([])
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
      wrapsOf(textOf(path)).flatMap(({ by, word }) => (known[by].includes(word) ? [] : [`${path}: ${word}`]))
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
    ["export const actions = { close: guard('cases.close', f), open: async () => {} }", ['actions.open']],
    ['export const actions = { ...others }', ['actions.…']],
    ['export const actions = made()', ['actions']],
    ["export const load = open('signIn', f)", []],
    ['export const fallback = () => 0', ['fallback']]
  ])('in %s are %j', (text, expected) => {
    expect(unguardedHandlers(text)).toEqual(expected)
  })
})

describe('wrapsOf', () => {
  it('are the words of guards and openings', () => {
    const text = `export const load = guard('people.view', f)
      export const actions = { default: open('signIn', f) } satisfies Actions
      export const GET = f`
    expect(wrapsOf(text)).toEqual([
      { by: 'guard', word: 'people.view' },
      { by: 'open', word: 'signIn' }
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
