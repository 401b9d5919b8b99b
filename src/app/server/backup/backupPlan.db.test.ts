import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { listTables } from '#platform/db/server/copyTables.ts'
import { createClient } from '#platform/db/server/createClient.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { KEY_TABLES, LEFT_OUT, planBackup } from './backupPlan.ts'

const db = useTestDatabase()
let client: pg.Client
beforeAll(async () => {
  client = createClient(db.owner)
  await client.connect()
})
afterAll(() => client.end())

const namesOf = async (query: string) =>
  (await queryAsOwner<{ name: string }>(db.owner, query)).rows.map(({ name }) => name)

test('every table is in one archive or left out by name, and no name is of a table that is gone', async () => {
  const tables = await listTables(client)
  const { content, keys } = planBackup(tables)
  const placed = [...content, ...keys].map(({ name }) => name)
  expect([...placed, ...Object.keys(LEFT_OUT)].sort()).toEqual(tables.map(({ name }) => name).sort())
  expect(keys.map(({ name }) => name).sort()).toEqual([...KEY_TABLES].sort())
})

test('whatever is called a key lies in the archive of keys alone', async () => {
  const tables = await listTables(client)
  const called = tables.map(({ name }) => name).filter((name) => /_key(_|$)/.test(name))
  expect(called.toSorted()).toEqual(KEY_TABLES.toSorted())
  const { content } = planBackup(tables)
  expect(content.filter(({ name }) => called.includes(name))).toEqual([])
})

test('no row that is kept refers to one that is left out', async () => {
  const left = Object.keys(LEFT_OUT).map((name) => `'${name}'`)
  expect(
    await namesOf(`SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f'
      AND confrelid::regclass::text IN (${left.join()}) AND conrelid::regclass::text NOT IN (${left.join()})`)
  ).toEqual([])
})

test('nothing holds data that no COPY of a table takes along, and no trigger changes rows on their way in', async () => {
  expect(
    await namesOf(`SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
      AND c.relkind IN ('S', 'm', 'p', 'f')`)
  ).toEqual([])
  expect(await namesOf('SELECT oid::text AS name FROM pg_largeobject_metadata')).toEqual([])
  const FOR_EACH_ROW = 1
  const ON_INSERT = 4
  expect(
    await namesOf(`SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal
      AND tgtype & ${FOR_EACH_ROW} <> 0 AND tgtype & ${ON_INSERT} <> 0`)
  ).toEqual([])
})

test('a new database holds no rows of a table that is restored', async () => {
  for (const { name } of await listTables(client))
    expect(await namesOf(`SELECT '${name}' AS name FROM "${name}" LIMIT 1`)).toEqual([])
})
