import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, startOidcProvider, type TestOidcProvider } from '#testing/oidcProvider.ts'
import type { MatrixWorld } from './matrix/matrixWorld.ts'
import { namingsOf } from './matrix/recordKinds.ts'
import { ORIGIN } from './matrix/requests.ts'
import { handlersOfRouter, type RouteHandler } from './matrix/routerHandlers.ts'
import { nameOfHandler, type MatrixRun } from './matrix/runMatrix.ts'
import { runOn } from './matrix/runOn.ts'
import { makeUnguardedBuild, patched } from './matrix/unguardedBuild.ts'
import { report, useWorkshop } from './workshop.ts'

/** Every how manyth cell the two runs with one wall ask; all of them in the long run. */
const NTH = process.env['ANLAUFSTELLE_LONG'] ? 1 : 9
const PATIENCE = 900_000

const workshop = useWorkshop()
let provider: TestOidcProvider
beforeAll(async () => {
  provider = await startOidcProvider(`${ORIGIN}/sign-in/with/back`)
})
afterAll(() => provider.stop())

interface Wish {
  readonly nth: number
  readonly cwd?: string
  readonly arrange?: (world: MatrixWorld) => Promise<void>
}

const run = async (name: string, wish: Wish) => {
  const settings = {
    ANLAUFSTELLE_URL: ORIGIN,
    ANLAUFSTELLE_DEMO: 'on',
    ANLAUFSTELLE_OIDC_ISSUER: provider.settings.issuer.origin,
    ANLAUFSTELLE_OIDC_CLIENT_ID: CLIENT.id,
    ANLAUFSTELLE_OIDC_CLIENT_SECRET: CLIENT.secret,
    ANLAUFSTELLE_OIDC_NAME: CLIENT.name
  }
  const seen = await runOn(workshop, { ...wish, settings })
  const done = seen.done.values().reduce((sum, one) => sum + one, 0)
  report(
    `access matrix, ${name}: ${seen.cells} cells, as many requests, ${seen.seconds.toFixed(1)} s; ${done} done or shown`
  )
  return seen
}

const sound: Partial<MatrixRun> = { surprises: [], differences: [], shown: [], faults: [] }

describe('the access matrix', () => {
  test('has no surprise in any route, role, record and method', { timeout: PATIENCE }, async () => {
    const seen = await run('as built', { nth: 1 })
    expect(seen).toMatchObject(sound)
    expect(seen.foreignAfter).toEqual(seen.foreignBefore)
    const never = (await handlersOfRouter()).filter((handler) => !seen.done.has(nameOfHandler(handler)))
    expect(never.filter(({ permission }) => permission).map(nameOfHandler)).toEqual([
      '/(account)/confirm passkey',
      '/(workspace)/work settle',
      '/(workspace)/work/[...rest] load',
      '/(workspace)/work/people/invite/many send',
      '/(workspace)/work/profile/key open',
      '/(workspace)/work/profile/key passkey',
      '/(workspace)/work/profile/key choose',
      '/(workspace)/work/profile/key chooseBySheet',
      '/(workspace)/work/profile/key remove',
      '/(workspace)/work/recovery name',
      '/(workspace)/work/recovery release',
      '/(workspace)/work/recovery complete',
      '/(workspace)/work/teams duty'
    ])
  })

  test(
    'shows and changes nothing of another organisation where every guard says yes',
    { timeout: PATIENCE },
    async () => {
      const seen = await run('guards off', { nth: NTH, cwd: makeUnguardedBuild(workshop.folder) })
      expect(seen).toMatchObject({ shown: [], faults: [] })
      expect(seen.foreignAfter).toEqual(seen.foreignBefore)
      const open = seen.surprises.filter((each) =>
        /: done .*expected (?:forbidden|confirm|refused)/.test(each)
      )
      expect(open.length).toBeGreaterThan(seen.cells / 50)
    }
  )

  test(
    'has no surprise without row-level security: the guards hold alone',
    { timeout: PATIENCE },
    async () => {
      const seen = await run('policies dropped', { nth: NTH, arrange: dropPolicies })
      expect(seen).toMatchObject(sound)
      expect(seen.foreignAfter).toEqual(seen.foreignBefore)
    }
  )
})

const dropPolicies = async ({ query }: MatrixWorld) => {
  const tables = await query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
  )
  expect(tables.length).toBeGreaterThan(15)
  for (const { name } of tables) await query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`)
}

describe('what the matrix is made of', () => {
  const TEAMS: RouteHandler = {
    route: '/(workspace)/work/teams',
    name: 'close',
    method: 'POST',
    permission: 'teams.close',
    opening: undefined,
    params: [],
    form: [],
    query: []
  }

  test('knows of every field which kind of record it names', async () => {
    for (const handler of await handlersOfRouter()) expect(() => namingsOf(handler)).not.toThrow()
    const form = [{ name: 'heirId', format: 'uuid', required: true }]
    expect(() => namingsOf({ ...TEAMS, form })).toThrow(
      '/(workspace)/work/teams, close: which kind of record does heirId name?'
    )
  })

  test('reads what a handler asks for from the code of its route', async () => {
    const handlers = await handlersOfRouter()
    const grant = handlers.find(({ permission }) => permission === 'roles.grant')!
    expect(grant).toMatchObject({ method: 'POST', name: 'grant', params: ['id'] })
    expect(grant.form.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['id', 'role', 'teamId', 'deputyFor'])
    )
    const audit = handlers.find(({ permission }) => permission === 'audit.export')!
    expect(audit.query.map(({ name }) => name)).toEqual(expect.arrayContaining(['actor', 'record']))
  })

  test.each(['text', 'a text in a text'])('builds nothing where a guard is not found once: %j', (text) => {
    const patches = [{ from: text === 'text' ? 'guard' : 'text', to: '' }]
    expect(() => patched(text, patches)).toThrow('not once')
  })
})
