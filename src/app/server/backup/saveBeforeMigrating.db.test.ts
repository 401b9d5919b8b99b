import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, inject, test } from 'vitest'
import { makeRecoveryKey, writeRecipient } from '#platform/backup/server/recoveryKey.ts'
import { readConfig } from '#platform/config/server/config.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { knownMigrations, migrateWithin } from '#platform/db/server/migrate.ts'
import { connectForSetUp } from '#platform/db/server/prepareDatabase.ts'
import { transactionOn } from '#platform/db/server/transactionOn.ts'
import { createLog } from '#platform/log/server/log.ts'
import { queryAsOwner } from '#testing/testDatabase.ts'
import { openStore, type Store } from '../openStore.ts'
import { checkRestore } from './checkRestore.ts'
import { restoreBackup } from './restoreBackup.ts'

const template = inject('templateDatabase')
const administer = (statement: string) => queryAsOwner({ ...template, database: 'postgres' }, statement)
const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-update-'))
const made: string[] = []
let store: Store | undefined
afterEach(async () => {
  await store?.close()
  store = undefined
})
afterAll(async () => {
  for (const name of made) await administer(`DROP DATABASE ${name} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

const emptyDatabase = async (): Promise<OwnerConnection> => {
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await administer(`CREATE DATABASE ${database} TEMPLATE template0`)
  made.push(database)
  return { ...template, database }
}
const NOBODY = randomUUID() as OrganisationId

/** A database as the program of one migration earlier, or of `last`, leaves it, set up for an association. */
const earlierDatabase = async ({ last = '', demo = false, setUp = true } = {}) => {
  const owner = await emptyDatabase()
  const client = await connectForSetUp(owner)
  const known = await knownMigrations()
  await transactionOn(client, { kind: 'read write', organisationId: NOBODY }, (tx) =>
    migrateWithin(tx, last || known.at(-2))
  )
  await client.end()
  if (setUp) {
    await queryAsOwner(
      owner,
      `INSERT INTO access_installation (demo, decided_at) VALUES (${String(demo)}, now());
       INSERT INTO access_organisation (name, runs_installation) VALUES ('Verein', true)`
    )
  }
  return owner
}

/** A data folder of its own; answers what backups are opened with. */
const aDataFolder = async ({ key = true } = {}) => {
  const data = mkdtempSync(join(folder, 'data-'))
  const { identity, recipient } = await makeRecoveryKey()
  if (key) await writeRecipient(data, recipient)
  return { data, identity }
}

/** Opens the database as a start does; answers what the log was told. */
const open = async (owner: OwnerConnection, data: string, more: Record<string, string> = {}) => {
  const lines: Record<string, unknown>[] = []
  const log = createLog('debug', (line) => void lines.push(JSON.parse(line) as Record<string, unknown>))
  const { user, password, database, host, port } = owner
  const url = `postgres://${user}:${password}@localhost/${database}?host=${host}&port=${port}`
  const config = readConfig({ ANLAUFSTELLE_DATA: data, DATABASE_URL: url, ...more }, '/')
  try {
    store = await openStore(config, 'application', log)
    return { lines, fault: undefined }
  } catch (fault) {
    return { lines, fault }
  }
}
const eventsIn = (lines: readonly Record<string, unknown>[]) => lines.map(({ event }) => event)
const newest = async (owner: OwnerConnection) =>
  (await queryAsOwner<{ name: string }>(owner, 'SELECT max(name) AS name FROM platform_migration')).rows[0]!
    .name
const archivesIn = (data: string) => {
  const backups = join(data, 'backups')
  return existsSync(backups) ? readdirSync(backups).map((name) => name.replace(/\d{8}T\d{6}Z/, 'WHEN')) : []
}

test('a start that migrates takes a backup before, says where it lies and how it comes back, and it does', async () => {
  const owner = await earlierDatabase()
  const { data, identity } = await aDataFolder()
  const before = await newest(owner)
  const { lines } = await open(owner, data)
  expect(eventsIn(lines)).toEqual(['update.backup', 'database.migrated'])
  const told = lines[0] as Record<'content' | 'keys' | 'back' | 'level', string>
  expect(told).toMatchObject({
    level: 'warn',
    content: expect.stringMatching(new RegExp(`^${data}/backups/.*-content.age$`)) as string,
    back: expect.stringContaining(`backup restore --content ${told.content} --keys ${told.keys}`) as string
  })
  expect(await newest(owner)).toBe((await knownMigrations()).at(-1))
  expect((await queryAsOwner(owner, 'SELECT FROM platform_backup')).rows).toHaveLength(1)

  const given = { content: told.content, keys: told.keys, identities: [identity] }
  const check = await checkRestore({ ...given, anchors: undefined, publicKey: undefined })
  if (!check.done) throw new Error(check.reason)
  expect(check.value.content.schema).toBe(before)
  const target = await emptyDatabase()
  const outcome = await restoreBackup({
    given: { ...given, anchors: undefined, publicKey: undefined },
    checked: check.value,
    owner: target,
    files: { take: () => Promise.resolve() },
    progress: () => undefined
  })
  expect(outcome).toMatchObject({ done: true })
  expect((await queryAsOwner(target, 'SELECT name FROM access_organisation')).rows).toEqual([
    { name: 'Verein' }
  ])
  expect(await newest(target)).toBe((await knownMigrations()).at(-1))
})

test('works from the first schema that knows backups', async () => {
  const owner = await earlierDatabase({ last: '0024_access_erasure' })
  const { data } = await aDataFolder()
  expect(eventsIn((await open(owner, data)).lines)).toEqual(['update.backup', 'database.migrated'])
  expect(archivesIn(data)).toEqual(['anlaufstelle-WHEN-content.age', 'anlaufstelle-WHEN-keys.age'])
})

test('without a recovery key it warns once, and goes on', async () => {
  const owner = await earlierDatabase()
  const { data } = await aDataFolder({ key: false })
  const { lines } = await open(owner, data)
  expect(eventsIn(lines)).toEqual(['update.withoutBackup', 'database.migrated'])
  expect(lines[0]).toMatchObject({
    level: 'warn',
    migrations: 1,
    why: expect.stringContaining('backup key') as string
  })
  expect(archivesIn(data)).toEqual([])
  expect(await newest(owner)).toBe((await knownMigrations()).at(-1))
})

test('a database that is older than backups are is migrated with a warning', async () => {
  const owner = await earlierDatabase({ last: '0023_access_key_ways' })
  const { data } = await aDataFolder()
  const { lines } = await open(owner, data)
  expect(eventsIn(lines)).toEqual(['update.withoutBackup', 'database.migrated'])
  expect(archivesIn(data)).toEqual([])
})

test('where it is not wanted it is not taken, and the log says so', async () => {
  const owner = await earlierDatabase()
  const { data } = await aDataFolder()
  const { lines } = await open(owner, data, { ANLAUFSTELLE_UPDATE_BACKUP: 'off' })
  expect(lines[0]).toMatchObject({ event: 'update.withoutBackup', why: 'not wanted' })
  expect(archivesIn(data)).toEqual([])
})

test.each([
  ['a new database', emptyDatabase],
  ['one that nobody set up', () => earlierDatabase({ setUp: false })],
  ['a demonstration', () => earlierDatabase({ demo: true })]
])('of %s nothing is saved, and nothing is said', async (_what, database) => {
  const { data } = await aDataFolder()
  expect(eventsIn((await open(await database(), data)).lines)).toEqual(['database.migrated'])
  expect(archivesIn(data)).toEqual([])
})

test('a second start has nothing to save', async () => {
  const owner = await earlierDatabase()
  const { data } = await aDataFolder()
  await open(owner, data)
  await store?.close()
  expect(eventsIn((await open(owner, data)).lines)).toEqual([])
  expect(archivesIn(data)).toHaveLength(2)
})

test('where the backup cannot be written the start is refused, and nothing was migrated', async () => {
  const owner = await earlierDatabase()
  const { data } = await aDataFolder()
  const before = await newest(owner)
  writeFileSync(join(data, 'backups'), 'in the way')
  const { fault } = await open(owner, data)
  expect(String(fault)).toMatch(
    /no backup could be written into .*backups \((ENOTDIR|EEXIST)\).*UPDATE_BACKUP=off/
  )
  expect(await newest(owner)).toBe(before)
})

test('a database of a newer program is refused before anything is saved', async () => {
  const owner = await earlierDatabase()
  await queryAsOwner(owner, `INSERT INTO platform_migration VALUES ('9999_later', now()::text)`)
  const { data } = await aDataFolder()
  const { fault } = await open(owner, data)
  expect(String(fault)).toContain('set up by a newer version')
  expect(archivesIn(data)).toEqual([])
})
