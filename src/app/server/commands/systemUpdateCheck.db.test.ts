import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { workTextsFor } from '#i18n/workTexts.ts'
import { makeRecoveryKey, writeRecipient } from '#platform/backup/server/recoveryKey.ts'
import { readConfig } from '#platform/config/server/config.ts'
import { createClient } from '#platform/db/server/createClient.ts'
import { knownMigrations } from '#platform/db/server/migrate.ts'
import { runningName } from '#platform/system/runningName.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { systemUpdateCheck } from './systemUpdateCheck.ts'

const db = useTestDatabase()
const template = inject('templateDatabase')
const data = mkdtempSync(join(tmpdir(), 'anlaufstelle-check-'))
afterAll(() => rmSync(data, { recursive: true }))
const owner = (statement: string, values: unknown[] = []) => queryAsOwner(db.owner, statement, values)

const check = async (database = db.owner.database) => {
  const { user, password, host, port } = db.owner
  const said: string[] = []
  const url = `postgres://${user}:${password}@localhost/${database}?host=${host}&port=${port}`
  const code = await systemUpdateCheck.run([], {
    config: readConfig({ ANLAUFSTELLE_DATA: data, DATABASE_URL: url }, '/'),
    texts: workTextsFor('en'),
    callerFolder: '/',
    print: (line) => void said.push(line),
    ctx: () => Promise.reject(new Error('The database is not opened as for work')),
    owner: () => Promise.reject(new Error('The database is not opened as for work'))
  })
  return { code, said: said.join('\n') }
}

describe('of an association', () => {
  beforeAll(() => db.addOrganisation('Verein'))
  beforeEach(() =>
    owner(`INSERT INTO platform_backup (taken_at, content_bytes, key_bytes) VALUES (now() - interval '3 hours', 1, 1)
      ON CONFLICT (only_one) DO UPDATE SET taken_at = excluded.taken_at`)
  )

  test('with a fresh backup the update may be done, and nobody’s name or password is told', async () => {
    const { code, said } = await check()
    expect(code).toBe(0)
    expect(said).toContain('Last backup: 3 hours ago.')
    expect(said).toContain('The start of this program adds nothing.')
    expect(said).toMatch(/The update may be done\.$/)
    expect(said).not.toContain('Verein')
    expect(said).not.toContain(db.owner.password)
  })

  test('which version runs is what the application’s connection says', async () => {
    expect((await check()).said).toContain('No application is running')
    const running = createClient({ ...db.owner, application_name: runningName('1.2.3') })
    await running.connect()
    const { said } = await check()
    await running.end()
    expect(said).toContain('Running on the database now: version 1.2.3.')
  })

  test.each([
    ['none', 'DELETE FROM platform_backup', 'Last backup: none.'],
    [
      'one of two days ago',
      `UPDATE platform_backup SET taken_at = now() - interval '48 hours'`,
      'Last backup: 48 hours ago.'
    ]
  ])('with %s a backup comes first', async (_what, statement, line) => {
    await owner(statement)
    const { code, said } = await check()
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining(line) as string })
    expect(said).toMatch(/Not yet\. First:\n {2}- Take a backup: .*26 hours old\.$/)
  })

  test('what a newer program did is not undone', async () => {
    await owner(`INSERT INTO platform_migration VALUES ('9999_later', now()::text)`)
    const { code, said } = await check()
    await owner(`DELETE FROM platform_migration WHERE name = '9999_later'`)
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining('- The database was set up by a newer version') as string
    })
  })

  describe('with a step to come', () => {
    let newest: string
    beforeEach(async () => {
      newest = (await knownMigrations()).at(-1)!
      await owner('DELETE FROM platform_migration WHERE name = $1', [newest])
    })
    afterEach(() => owner('INSERT INTO platform_migration VALUES ($1, now()::text)', [newest]))

    test('it is named and not taken, and the start will not save before it', async () => {
      const { code, said } = await check()
      expect(code).toBe(0)
      expect(said).toContain(`The start of this program adds one step:\n  ${newest}\n`)
      expect(said).toContain('the start does NOT take a backup')
      const { rows } = await owner('SELECT FROM platform_migration WHERE name = $1', [newest])
      expect(rows).toEqual([])
      expect(readdirSync(data)).toEqual([])
    })

    test('with a recovery key the start will save before it', async () => {
      await writeRecipient(data, (await makeRecoveryKey()).recipient)
      expect((await check()).said).toContain(`the start saves everything into ${join(data, 'backups')}.`)
    })
  })
})

test('an empty database has nothing to lose, and stays empty', async () => {
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const administer = (statement: string) => queryAsOwner({ ...template, database: 'postgres' }, statement)
  await administer(`CREATE DATABASE ${database} TEMPLATE template0`)
  try {
    const { code, said } = await check(database)
    expect(code).toBe(0)
    expect(said).toContain('Structure: none yet, the database is empty.')
    const { rows } = await queryAsOwner(
      { ...db.owner, database },
      `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`
    )
    expect(rows).toEqual([])
  } finally {
    await administer(`DROP DATABASE ${database} WITH (FORCE)`)
  }
})
