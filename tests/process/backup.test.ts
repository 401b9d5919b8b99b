import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aSiteFile } from '#modules/publishing/testing/factories.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { LEFT_OUT } from '#app/server/backup/backupPlan.ts'
import { addressOf, ask, ownerOf } from './cluster.ts'
import { killNow, until } from './programs.ts'
import { createVisitor, signedInAs } from './staff/visitor.ts'
import { node, useWorkshop, type RunningApplication, type Settings } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
const backups = join(workshop.folder, 'backups')
const identity = join(workshop.folder, 'identity.txt')
const ERASED = demoColleague('translator').email
const MINUTES = { timeout: 240_000 }
/** What a restore writes by itself: that there was one. */
const TELLS_OF_IT = ['access_audit_event', 'access_audit_head']

let application: RunningApplication
/** The anchors as they were when the backup was taken, and after the erasure. */
const before = join(workshop.folder, 'before.jsonl')
const newest = join(workshop.folder, 'newest.jsonl')
/** A digest of each table when the backup was taken. */
let then: Record<string, string>

const call = (args: readonly string[], settings: Settings = {}) =>
  workshop.run(
    { ANLAUFSTELLE_DATA: data, LANG: 'de_DE.UTF-8', ...settings },
    { command: [node, 'src/cli.ts', 'backup', ...args] }
  )
const backup = async (...args: string[]) => {
  const { code, stdout, stderr } = await call(args).ended
  expect(stderr).toBe('')
  return { code, said: stdout }
}
const saying = (words: string) => expect.stringContaining(words) as string
const create = () => backup('create', '--to', backups)
const archive = (kind: 'content' | 'keys', folder = backups) =>
  join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(`-${kind}.age`))!
  )

type Files = Partial<Record<'content' | 'keys' | 'identity' | 'ledger', string | undefined>>
/** Restores with the right files, but for those that are named otherwise; one that is `undefined` is lost. */
const restore = async (target: Settings, files: Files = {}, more: readonly string[] = []) => {
  const all = { content: archive('content'), keys: archive('keys'), identity, ledger: newest, ...files }
  const args = Object.entries(all).flatMap(([name, path]) =>
    path ? [`--${name}`, path] : [`--${name}-lost`]
  )
  const { code, stdout, stderr } = await call(['restore', ...args, ...more], target).ended
  expect(stderr).toBe('')
  return { code, said: stdout }
}
const into = (folder: string): Settings => ({ ANLAUFSTELLE_DATA: folder })

/** A digest of the rows of each table that a backup holds. */
const digests = async (owner: ReturnType<typeof ownerOf>): Promise<Record<string, string>> => {
  const tables = await ask<{ name: string }>(
    owner,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'platform\\_migration%'`
  )
  const found: Record<string, string> = {}
  for (const { name } of tables.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name))) {
    const [row] = await ask<{ digest: string }>(
      owner,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest
       FROM ${pg.escapeIdentifier(name)} t`
    )
    found[name] = row!.digest
  }
  return found
}
const changedSince = (now: Record<string, string>) =>
  Object.keys({ ...then, ...now })
    .filter((name) => then[name] !== now[name])
    .sort()

/** Keeps the database of a data folder running whose application does not. */
const hold = async (folder: string) => {
  const holding = workshop.run({}, { command: [node, 'tests/process/holdCluster.ts', folder] })
  await until('the cluster is held', () => holding.said().includes('holding'))
  return holding
}
const whileHeld = async <Value>(folder: string, work: () => Promise<Value>): Promise<Value> => {
  const holding = await hold(folder)
  try {
    return await work()
  } finally {
    holding.endInput()
    await holding.ended
  }
}
const anchors = (of: string) => {
  const name = readdirSync(join(of, 'anchors')).find((each) => each.endsWith('.jsonl'))!
  return join(of, 'anchors', name)
}

beforeAll(async () => {
  writeFileSync(
    join(data, 'site.json'),
    JSON.stringify({
      ...aSiteFile(),
      videos: [{ file: 'start.mp4', explains: 'start', title: { de: 'A' }, text: { de: 'B' } }]
    })
  )
  writeFileSync(join(data, 'start.mp4'), 'moving pictures')
  application = await workshop.start({ ANLAUFSTELLE_DATA: data })
  await signedInAs(application.address, 'counsellor')
})

describe('a backup', () => {
  test('is not taken before somebody can open it', async () => {
    expect(await create()).toMatchObject({ code: 1, said: saying('zuerst backup key') })
    expect(existsSync(backups)).toBe(false)
  })

  test('wants a key, which is shown once and not kept', async () => {
    const { code, said } = await backup('key')
    expect(code).toBe(0)
    const [key] = /AGE-SECRET-KEY-1\w+/.exec(said)!
    writeFileSync(identity, `${key}\n`)
    for (const path of readdirSync(data).map((name) => join(data, name)))
      if (statSync(path).isFile()) expect(readFileSync(path, 'utf8')).not.toContain(key)
    expect(await backup('key')).toMatchObject({ code: 1 })
  })

  test('is taken beside the running application: two archives, of which neither names anybody', async () => {
    const { code, said } = await create()
    expect(code).toBe(0)
    expect(said).toContain('NICHT dabei')
    expect(said).toContain(join(data, 'server.key'))
    expect(readdirSync(backups).map((name) => name.replace(/\d{8}T\d{6}Z/, 'WHEN'))).toEqual([
      'anlaufstelle-WHEN-content.age',
      'anlaufstelle-WHEN-keys.age'
    ])
    for (const kind of ['content', 'keys'] as const)
      expect(readFileSync(archive(kind)).includes('access_account')).toBe(false)
    then = await digests(ownerOf(data))
  })

  test('shows on the page of the system, to those who look after it', async () => {
    const page = await (await signedInAs(application.address, 'systemAdmin')).get('/work/system')
    expect(page.body).toContain('Zuletzt am')
    expect(page.body).not.toContain('mehr als 26 Stunden')
    await ask(ownerOf(data), "UPDATE platform_backup SET taken_at = now() - interval '27 hours'")
    const later = await (await signedInAs(application.address, 'systemAdmin')).get('/work/system')
    expect(later.body).toContain('mehr als 26 Stunden')
  })

  test('that is killed leaves none under its name, and the next one is whole', async () => {
    const folder = join(workshop.folder, 'killed')
    const blocking = new pg.Client(ownerOf(data))
    await blocking.connect()
    await blocking.query('BEGIN; LOCK TABLE directory_service IN ACCESS EXCLUSIVE MODE')
    const taking = call(['create', '--to', folder])
    await until('it is half-way', () => existsSync(folder) && readdirSync(folder).length > 0)
    killNow(taking.pid)
    await taking.ended
    await blocking.query('ROLLBACK')
    await blocking.end()
    expect(readdirSync(folder).filter((name) => !name.endsWith('.part'))).toEqual([])
    expect(await backup('create', '--to', folder)).toMatchObject({ code: 0 })
    expect(readdirSync(folder).filter((name) => name.endsWith('.age'))).toHaveLength(2)
  })

  test('that cannot be written is refused in a line', async () => {
    const { code, said } = await backup('create', '--to', join(data, 'server.key', 'below'))
    expect({ code, said }).toMatchObject({ code: 1, said: saying('(ENOTDIR)') })
  })
})

describe('the drill: somebody is erased after the backup, and the server is lost', () => {
  const restored = workshop.newData()

  test('the anchors tell of the erasure, which the archives do not', async () => {
    await application.stop()
    copyFileSync(anchors(data), before)
    application = await workshop.start({ ANLAUFSTELLE_DATA: data })
    const admin = await signedInAs(application.address, 'organisationAdmin')
    const [person] = await ask<{ id: string }>(
      ownerOf(data),
      'SELECT id FROM access_account WHERE email = $1',
      [ERASED]
    )
    await admin.post(`/work/people/${person!.id}?/disable`)
    expect(await admin.post(`/work/people/${person!.id}/erase`)).toMatchObject({
      status: 303,
      location: '/work/people'
    })
    await application.stop()
    copyFileSync(anchors(data), newest)
    expect(readFileSync(newest, 'utf8')).toContain(person!.id)
    expect(readFileSync(before, 'utf8')).not.toContain(person!.id)
  })

  test('everything comes back but whom was erased', MINUTES, async () => {
    const { code, said } = await restore(into(restored))
    expect(said).toContain('Eine Löschung seit der Sicherung ist wiederholt')
    expect(said).toContain('vollständig und unverändert')
    expect(said).toContain('server.key FEHLT')
    expect(code).toBe(0)
    expect(readFileSync(join(restored, 'start.mp4'), 'utf8')).toBe('moving pictures')
    expect(JSON.parse(readFileSync(join(restored, 'site.json'), 'utf8'))).toMatchObject(aSiteFile())
    await whileHeld(restored, async () => {
      const owner = ownerOf(restored)
      expect(changedSince(await digests(owner))).toEqual(
        [...TELLS_OF_IT, 'access_account', 'access_erasure', 'access_second_factor'].sort()
      )
      expect(await ask(owner, 'SELECT FROM access_account WHERE email = $1', [ERASED])).toEqual([])
      expect(
        await ask(
          owner,
          'SELECT state FROM access_account WHERE id IN (SELECT erased_id FROM access_erasure)'
        )
      ).toEqual([{ state: 'erased' }])
      for (const name of Object.keys(LEFT_OUT)) expect(await ask(owner, `SELECT FROM ${name}`)).toEqual([])
    })
  })

  test('with the server key, people sign in as before, and the audit goes on', MINUTES, async () => {
    copyFileSync(join(data, 'server.key'), join(restored, 'server.key'))
    const again = await workshop.start(into(restored))
    const counsellor = await signedInAs(again.address, 'counsellor')
    expect((await counsellor.get('/work/profile/key')).status).toBe(200)
    expect(
      (await ask(ownerOf(restored), 'SELECT FROM access_session WHERE user_key IS NOT NULL')).length
    ).toBe(1)
    const gone = createVisitor(again.address)
    await gone.get('/sign-in')
    const { password } = demoColleague('translator')
    expect((await gone.post('/sign-in', { email: ERASED, password })).status).toBe(400)
    expect(await again.status('/de')).toBe(200)
    const checked = await workshop.run(into(restored), {
      command: [node, 'src/cli.ts', 'access', 'verify-audit']
    }).ended
    expect(checked).toMatchObject({ code: 0 })
    expect(await again.stop()).toMatchObject({ code: 0, stderr: '' })
  })

  test('nothing is restored over what is there', MINUTES, async () => {
    const { code, said } = await restore(into(restored))
    expect({ code, said }).toMatchObject({
      code: 1,
      said: saying('schon etwas eingerichtet')
    })
    const running = await workshop.start(into(restored))
    const refused = await call(
      [
        'restore',
        '--content',
        archive('content'),
        '--keys',
        archive('keys'),
        '--identity',
        identity,
        '--ledger',
        newest
      ],
      into(restored)
    ).ended
    expect(refused).toMatchObject({ code: 1, stderr: saying('already runs') })
    await running.stop()
  })
})

describe('a restore', () => {
  let holding: ReturnType<typeof workshop.run>
  beforeAll(async () => {
    holding = await hold(data)
  })
  afterAll(async () => {
    holding.endInput()
    await holding.ended
  })

  let databases = 0
  /** A new database beside the old one, as an operator of an external PostgreSQL makes it. */
  const newTarget = async () => {
    const database = `target_${++databases}`
    const owner = ownerOf(data)
    await ask(owner, `CREATE DATABASE ${database}`)
    const folder = workshop.newData()
    const settings = { ANLAUFSTELLE_DATA: folder, DATABASE_URL: addressOf(owner, database) }
    return { folder, settings, owner: { ...owner, database } }
  }

  test('without an erasure since brings back every row, once', async () => {
    const { settings, owner } = await newTarget()
    expect(await restore(settings, { ledger: before })).toMatchObject({ code: 0 })
    const now = await digests(owner)
    expect(changedSince(now)).toEqual(TELLS_OF_IT)
    expect(await restore(settings)).toMatchObject({ code: 1 })
    expect(await digests(owner)).toEqual(now)
  })

  test('without the ledger has to be wished, and says that the erased are back', async () => {
    const { settings, owner, folder } = await newTarget()
    const args = ['--content', archive('content'), '--keys', archive('keys'), '--identity', identity]
    expect((await call(['restore', ...args], settings).ended).code).toBe(2)
    expect(existsSync(folder)).toBe(false)
    const { code, said } = await restore(settings, { ledger: undefined })
    expect({ code, said }).toMatchObject({ code: 0, said: saying('OHNE VERZEICHNIS') })
    expect(await ask(owner, 'SELECT FROM access_account WHERE email = $1', [ERASED])).toHaveLength(1)
  })

  test('without the keys has to be wished, and says what is lost', async () => {
    const { settings, owner } = await newTarget()
    const { code, said } = await restore(settings, { keys: undefined })
    expect({ code, said }).toMatchObject({ code: 0, said: saying('OHNE SCHLÜSSEL') })
    expect(await ask(owner, 'SELECT FROM access_user_key')).toEqual([])
  })

  test('of older content takes later keys, but for those of colleagues it does not know; never earlier ones', async () => {
    const later = join(workshop.folder, 'later')
    const owner = ownerOf(data)
    await ask(
      owner,
      `WITH fresh AS (INSERT INTO access_account (organisation_id, email, display_name, created_at, state_changed_at)
         SELECT id, 'new@example.org', 'Neu', now(), now() FROM access_organisation RETURNING id, organisation_id)
       INSERT INTO access_user_key SELECT (jsonb_populate_record(key, jsonb_build_object('account_id', fresh.id))).*
         FROM fresh, access_user_key AS key LIMIT 1`
    )
    expect(await backup('create', '--to', later)).toMatchObject({ code: 0 })
    const target = await newTarget()
    const { code, said } = await restore(target.settings, { keys: archive('keys', later) })
    expect({ code, said }).toMatchObject({ code: 0, said: saying('Ein Schlüssel gehört') })
    const keys = await ask(target.owner, 'SELECT account_id FROM access_user_key')
    expect(keys.length).toBeGreaterThan(0)
    expect(await restore((await newTarget()).settings, { content: archive('content', later) })).toMatchObject(
      {
        code: 1,
        said: saying('gehören nicht zusammen')
      }
    )
  })

  const changed = (path: string, change: (copy: string) => void) => {
    const copy = join(workshop.folder, `changed-${randomUUID()}`)
    copyFileSync(path, copy)
    change(copy)
    return copy
  }
  const turnABit = (copy: string) => {
    const bytes = readFileSync(copy)
    bytes[Math.floor(bytes.length * 0.9)]! ^= 4
    writeFileSync(copy, bytes)
  }
  const cut = (copy: string) => truncateSync(copy, statSync(copy).size - 1)
  const emptied = (copy: string) => writeFileSync(copy, '')
  const withoutErasures = (copy: string) =>
    writeFileSync(copy, readFileSync(copy, 'utf8').replace(/"erased":\[\{[^\]]*\}\]/, '"erased":[]'))

  test.each<[string, () => Files, string]>([
    [
      'a bit turned late in the content',
      () => ({ content: changed(archive('content'), turnABit) }),
      'beschädigt'
    ],
    ['a bit turned in the keys', () => ({ keys: changed(archive('keys'), turnABit) }), 'beschädigt'],
    ['content cut off', () => ({ content: changed(archive('content'), cut) }), 'beschädigt'],
    ['no archive', () => ({ content: newest }), 'beschädigt'],
    ['archives mixed up', () => ({ content: archive('keys'), keys: archive('content') }), 'vertauscht'],
    ['no anchors', () => ({ ledger: changed(before, emptied) }), 'enden vor der Sicherung'],
    ['changed anchors', () => ({ ledger: changed(newest, withoutErasures) }), 'nicht mit dem Schlüssel']
  ])('refuses %s, and leaves nothing behind', async (_what, files, words) => {
    const { settings, owner, folder } = await newTarget()
    const { code, said } = await restore(settings, files())
    expect({ code, said }).toMatchObject({ code: 1, said: saying(words) })
    expect(said).toContain('Es wurde nichts verändert')
    expect(await ask(owner, "SELECT FROM pg_tables WHERE schemaname = 'public'")).toEqual([])
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
    if (words === 'beschädigt') expect(await restore(settings)).toMatchObject({ code: 0 })
  })

  test('refuses another identity, and what is none', async () => {
    const { settings, folder } = await newTarget()
    const other = join(workshop.folder, 'other.txt')
    const { said } = await backup('key', '--replace')
    writeFileSync(other, /AGE-SECRET-KEY-1\w+/.exec(said)![0])
    expect(await restore(settings, { identity: other })).toMatchObject({
      code: 1,
      said: saying('öffnet das Archiv nicht')
    })
    expect(await restore(settings, { identity: newest })).toMatchObject({ code: 2 })
    expect(existsSync(folder)).toBe(false)
  })
})
