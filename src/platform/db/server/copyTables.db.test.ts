import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { copyIn, copyOut, isUntouched, listTables, writeValuesPlainly } from './copyTables.ts'
import { createClient } from './createClient.ts'
import { putForeignKeysAside } from './foreignKeys.ts'

const db = useTestDatabase()
let client: pg.Client
beforeAll(async () => {
  client = createClient(db.owner)
  await client.connect()
  await queryAsOwner(
    db.owner,
    `CREATE TABLE zoo_keeper (id int PRIMARY KEY, chief int REFERENCES zoo_keeper, favourite int);
     CREATE TABLE zoo_animal (id int PRIMARY KEY, keeper int NOT NULL REFERENCES zoo_keeper, name text,
       loud text GENERATED ALWAYS AS (upper(name)) STORED, born timestamptz, photo bytea, traits jsonb, weights numeric[]);
     CREATE TABLE zoo_copy (LIKE zoo_animal INCLUDING GENERATED);
     ALTER TABLE zoo_keeper ADD CONSTRAINT favourites FOREIGN KEY (favourite) REFERENCES zoo_animal;
     INSERT INTO zoo_keeper VALUES (1, NULL, NULL), (2, 1, NULL);
     INSERT INTO zoo_animal (id, keeper, name, born, photo, traits, weights) VALUES
       (1, 1, E'tab\\tline\\nback\\\\slash \\\\.', '2026-03-29 02:30:00+01', '\\xdeadbeef', '{"a":"\\\\n"}', '{1.10,NULL}'),
       (2, 2, NULL, '0044-03-15 BC', NULL, NULL, '{}'), (3, 2, '', 'infinity', '', 'null', NULL)`
  )
})
afterAll(() => client.end())

const shapeOf = async (name: string) => (await listTables(client)).find((table) => table.name === name)!
const rows = async (name: string) =>
  (await queryAsOwner(db.owner, `SELECT t::text AS row FROM ${name} t ORDER BY id`)).rows

test('a table comes back as it was, however its server writes dates and bytes', async () => {
  await client.query('BEGIN')
  await client.query("SET LOCAL datestyle = 'SQL, DMY'; SET LOCAL bytea_output = 'escape'")
  await writeValuesPlainly(client)
  const { source, rows: count } = copyOut(client, await shapeOf('zoo_animal'))
  const bytes = await Array.fromAsync(source)
  expect(count()).toBe(3)
  await client.query("SET LOCAL datestyle = 'SQL, DMY'")
  await writeValuesPlainly(client)
  const into = copyIn(client, { ...(await shapeOf('zoo_animal')), name: 'zoo_copy' })
  for (const chunk of bytes) for (const byte of chunk) await into.write(Uint8Array.of(byte))
  expect(await into.end()).toBe(3)
  await client.query('COMMIT')
  expect(await rows('zoo_copy')).toEqual(await rows('zoo_animal'))
})

test.each(['given up', 'refused by the database'])('what is %s half-way is rolled back', async (how) => {
  await client.query('BEGIN')
  const into = copyIn(client, await shapeOf('zoo_keeper'))
  const work = async () => {
    await into.write(Buffer.from('7\t\\N\t\\N\n'))
    await into.write(Buffer.from(how === 'given up' ? '8\t' : 'no number\t\\N\t\\N\n'))
    if (how !== 'given up') await into.end()
  }
  if (how === 'given up') await work()
  else await expect(work()).rejects.toThrow('no number')
  await into.abort()
  await client.query('ROLLBACK')
  expect(await rows('zoo_keeper')).toHaveLength(2)
})

const definitions = async () =>
  (
    await queryAsOwner(
      db.owner,
      `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2`
    )
  ).rows

test('foreign keys are aside and back again, also those that go round in a circle', async () => {
  const before = await definitions()
  await client.query('BEGIN')
  const aside = await putForeignKeysAside(client)
  await client.query('INSERT INTO zoo_keeper VALUES (5, 6, 9); INSERT INTO zoo_keeper VALUES (6)')
  await client.query("INSERT INTO zoo_animal (id, keeper, name) VALUES (9, 5, 'Ada')")
  await aside.putBack()
  await client.query('COMMIT')
  expect(await definitions()).toEqual(before)
})

test('a row that refers to nothing is found, or dropped where that is wanted, with what refers to it', async () => {
  const stray = 'INSERT INTO zoo_keeper VALUES (20, 77); INSERT INTO zoo_animal (id, keeper) VALUES (20, 20)'
  await client.query('BEGIN')
  const aside = await putForeignKeysAside(client)
  await client.query(stray)
  await expect(aside.putBack()).rejects.toThrow('zoo_keeper_chief_fkey')
  await client.query('ROLLBACK')
  await client.query('BEGIN')
  const again = await putForeignKeysAside(client)
  await client.query(stray)
  expect(await again.dropDangling(['zoo_keeper', 'zoo_animal'])).toBe(2)
  await again.putBack()
  await client.query('COMMIT')
  expect(await rows('zoo_keeper')).toHaveLength(4)
})

test('a database in which something was made is not untouched', async () => {
  expect(await isUntouched(client)).toBe(false)
})
