import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCluster, type ClusterHold } from '#platform/db/server/cluster/openCluster.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'
import { addressOf, ask } from './cluster.ts'
import { startOldPostgres } from './oldPostgres.ts'
import { isRoot, listing, node, useWorkshop, type How, type Settings } from './workshop.ts'

const workshop = useWorkshop()

/** The application ends with one line that names what to do, and `place` is as it was. */
const expectRefusal = async (settings: Settings, line: RegExp, place: string, how?: How) => {
  const before = listing(place)
  const end = await workshop.run(settings, how).ended
  expect(end.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
  expect(end.stdout).toBe('')
  expect(end.code).toBeGreaterThan(0)
  expect(end.signal).toBe(null)
  expect(listing(place)).toEqual(before)
  return end
}

describe('a broken setting', () => {
  const cases: [string, Settings, RegExp][] = [
    ['a port that is no number', { PORT: 'abc' }, /PORT must be a number from 0 to 65535/],
    ['a port that does not exist', { PORT: '70000' }, /PORT must be a number from 0 to 65535/],
    ['a host with a space', { HOST: 'my host' }, /HOST must be a host name or an address/],
    [
      'an address that is not of the web',
      { ANLAUFSTELLE_URL: 'ftp://a.example' },
      /ANLAUFSTELLE_URL must be .*https:/
    ],
    [
      'an address with a path',
      { ANLAUFSTELLE_URL: 'https://a.example/x' },
      /ANLAUFSTELLE_URL must be .*without a path/
    ],
    [
      'another kind of database',
      { DATABASE_URL: 'mysql://a:secret@b/c' },
      /DATABASE_URL must begin with postgres:/
    ],
    [
      'a database without a name',
      { DATABASE_URL: 'postgres://a:secret@b' },
      /DATABASE_URL must name .* a database/
    ],
    [
      'a database without a password',
      { DATABASE_URL: 'postgres://a@b/secret' },
      /DATABASE_URL must name .* a password/
    ],
    [
      'a bad escape',
      { DATABASE_URL: 'postgres://a:secret%zz@b/c' },
      /DATABASE_URL .* write a plain % as %25/
    ],
    ['a demonstration, perhaps', { ANLAUFSTELLE_DEMO: 'maybe' }, /ANLAUFSTELLE_DEMO must be on or off/],
    ['a log level that does not exist', { ANLAUFSTELLE_LOG: 'loud' }, /ANLAUFSTELLE_LOG must be debug, info/],
    ['an open host without an address', { HOST: '0.0.0.0' }, /ANLAUFSTELLE_URL must be set when HOST/]
  ]
  test.concurrent.for(cases)('%s', async ([, settings, line]) => {
    const data = workshop.newData()
    const end = await expectRefusal({ ANLAUFSTELLE_DATA: data, ...settings }, line, data)
    expect(end.code).toBe(2)
    expect(end.stderr).not.toContain('secret')
  })
})

describe('a folder or a port that cannot be had', () => {
  test('a used port', async () => {
    const data = workshop.newData()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((settle) => other.once('listening', settle))
    const address = other.address() as { port: number }
    const line = new RegExp(`Port ${address.port} on 127.0.0.1 is in use: .* choose another with PORT`)
    await expectRefusal({ ANLAUFSTELLE_DATA: data, PORT: String(address.port) }, line, data)
    other.close()
  })

  test('an address that is not this machine’s', async () => {
    const data = workshop.newData()
    const settings = { ANLAUFSTELLE_DATA: data, HOST: '192.0.2.1', ANLAUFSTELLE_URL: 'https://a.example' }
    await expectRefusal(settings, /192\.0\.2\.1:0 cannot be opened \(EADDRNOTAVAIL\): check HOST/, data)
  })

  test('a data folder below a file', async () => {
    const file = join(workshop.folder, 'file')
    writeFileSync(file, '')
    await expectRefusal(
      { ANLAUFSTELLE_DATA: join(file, 'data') },
      /data folder .*\(ENOTDIR\).*ANLAUFSTELLE_DATA/,
      file
    )
  })

  test('a data folder of somebody else', async ({ skip }) => {
    if (isRoot) skip('root may write everywhere; tests/process/clone.test.ts asks as another account')
    await expectRefusal(
      { ANLAUFSTELLE_DATA: '/usr/anlaufstelle' },
      /\(EACCES\): .*ANLAUFSTELLE_DATA/,
      '/usr/anlaufstelle'
    )
  })

  describe('a data folder of another PostgreSQL', () => {
    const line =
      /made by PostgreSQL 17, and this program brings PostgreSQL 18: nothing was touched.*`npm run -s cli -- backup create --to FOLDER`.*`ANLAUFSTELLE_DATA=NEW npm run -s cli -- backup restore --content/
    const aFolder = () => {
      const data = workshop.newData()
      const pgdata = join(data, 'database/pgdata')
      mkdirSync(pgdata, { recursive: true })
      writeFileSync(join(pgdata, 'PG_VERSION'), '17\n')
      return data
    }

    test('is left as it is by the application', async () => {
      const data = aFolder()
      expect(await expectRefusal({ ANLAUFSTELLE_DATA: data }, line, data)).toMatchObject({ code: 1 })
    })

    test.each([
      ['access', 'setup'],
      ['system', 'update-check']
    ])('is left as it is by %s %s', async (...command) => {
      const data = aFolder()
      const how = { command: [node, 'src/cli.ts', ...command] }
      expect(await expectRefusal({ ANLAUFSTELLE_DATA: data }, line, data, how)).toMatchObject({ code: 1 })
    })
  })

  test('a second application on the same folder', async () => {
    const data = workshop.newData()
    const first = await workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_DEMO: 'off' })
    const locks = join(data, 'locks')
    await expectRefusal(
      { ANLAUFSTELLE_DATA: data },
      /already runs on .*: stop it first, or .*ANLAUFSTELLE_DATA/,
      locks
    )
    expect(await first.status('/health')).toBe(200)
    await first.stop()
  })
})

describe('an external database', () => {
  let hold: ClusterHold
  const address = (database: string) => addressOf(hold.cluster.owner, database)
  const tables = (database: string) =>
    ask<{ name: string }>(
      { ...hold.cluster.owner, database },
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`
    )
  const expectRefused = async (databaseUrl: string, line: RegExp) => {
    const data = workshop.newData()
    await expectRefusal({ ANLAUFSTELLE_DATA: data, DATABASE_URL: databaseUrl }, line, data)
  }

  beforeAll(async () => {
    hold = await openCluster({ dataDirectory: workshop.newData(), as: 'command', careless: true })
    const { owner } = hold.cluster
    await ask(owner, `CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`)
    await ask(owner, 'CREATE DATABASE newer')
    await prepareDatabase({ ...owner, database: 'newer' })
    await ask(
      { ...owner, database: 'newer' },
      `INSERT INTO platform_migration VALUES ('9999_later', now()::text)`
    )
  })
  afterAll(() => hold.release())

  test('where nobody listens', () =>
    expectRefused(
      'postgres://a:secret@127.0.0.1:9/c',
      /database c on 127\.0\.0\.1 refuses connections: is PostgreSQL running/
    ))

  test('whose host does not exist', () =>
    expectRefused(
      'postgres://a:secret@nowhere.invalid/c',
      /nowhere\.invalid (cannot be found: check the host name|does not answer .*DATABASE_URL)/
    ))

  test('whose socket does not exist', () =>
    expectRefused(
      `postgres://a:secret@localhost/c?host=${workshop.folder}`,
      /has no socket there: is PostgreSQL running/
    ))

  test('that does not accept the password', () =>
    expectRefused(
      address('newer').replace(/:[^:@]*@/, ':wrong@'),
      /does not accept the user or the password: check/
    ))

  test('that does not exist', () =>
    expectRefused(address('missing'), /The database missing on .* does not exist: create it first/))

  test('that is not in UTF-8', async () => {
    await expectRefused(address('latin'), /encoded in LATIN1: create one WITH ENCODING 'UTF8'/)
    expect(await tables('latin')).toEqual([])
  })

  test('that a newer program migrated', async () => {
    const before = await tables('newer')
    await expectRefused(address('newer'), /set up by a newer version .* start that version/)
    expect(await tables('newer')).toEqual(before)
  })

  test('that is too old', async () => {
    const old = await startOldPostgres('140011')
    await expectRefused(
      `postgres://a:secret@127.0.0.1:${old.port}/c`,
      /PostgreSQL 14 is too old: name one of version 15/
    )
    expect(old.statements).toHaveLength(2)
    for (const statement of old.statements) expect(statement).toMatch(/^SELECT /)
    old.close()
  })
})
