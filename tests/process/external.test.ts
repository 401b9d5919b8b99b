import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUpOrganisation } from '#modules/access/server/index.ts'
import { aSiteFile } from '#modules/publishing/testing/factories.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openCluster, type ClusterHold } from '#platform/db/server/cluster/openCluster.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { createLog } from '#platform/log/server/log.ts'
import { addressOf, ask } from './cluster.ts'
import { killNow, until } from './programs.ts'
import { listing, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
let hold: ClusterHold

beforeAll(async () => {
  hold = await openCluster({ dataDirectory: workshop.newData(), as: 'command', careless: true })
})
afterAll(() => hold.release())

const ownerIn = (database: string) => ({ ...hold.cluster.owner, database })

const newDatabase = async (name: string) => {
  await ask(hold.cluster.owner, `CREATE DATABASE ${name}`)
  return addressOf(hold.cluster.owner, name)
}

const setUp = async (database: string) => {
  const open = openDatabase(ownerIn(database))
  const surroundings = {
    database: open,
    clock: systemClock,
    log: createLog('error'),
    serverKey: createServerKey(randomBytes(32))
  }
  try {
    return await setUpOrganisation(createCtx(surroundings, 'owner', undefined), { name: 'Verein' })
  } finally {
    await open.close()
  }
}

describe('an external database', () => {
  test('holds no demonstration unasked: the application waits to be set up', async () => {
    const data = workshop.newData()
    const url = await newDatabase('plain')
    const site = join(workshop.folder, 'site.json')
    writeFileSync(site, JSON.stringify(aSiteFile()))
    const app = await workshop.start({
      ANLAUFSTELLE_DATA: data,
      ANLAUFSTELLE_SITE: site,
      DATABASE_URL: url
    })
    expect([await app.status('/health'), await app.status('/ready')]).toEqual([200, 503])
    expect(app.said()).toMatch(/Data +external PostgreSQL/)
    expect(app.said()).toMatch(/Nobody gives roles here yet[^]*\/set-up\/[\w-]{43}/)
    expect(app.said()).not.toMatch(/demonstration/)
    expect(await ask(ownerIn('plain'), 'SELECT name FROM access_organisation')).toEqual([])
    expect(await setUp('plain')).toMatchObject({ done: true })
    expect(await app.status('/ready')).toBe(200)
    expect(await app.stop()).toMatchObject({ code: 0 })
    const [{ id } = { id: '' }] = await ask<{ id: string }>(
      ownerIn('plain'),
      'SELECT id FROM access_organisation'
    )
    expect(listing(data)).toEqual(['anchors', `anchors/${id}.jsonl`, 'anchors/writing.lock', 'server.key'])
  })

  test('of a real association refuses to become a demonstration', async () => {
    const settings = {
      DATABASE_URL: addressOf(hold.cluster.owner, 'plain'),
      ANLAUFSTELLE_DATA: workshop.newData()
    }
    const end = await workshop.run({ ...settings, ANLAUFSTELLE_DEMO: 'on' }).ended
    expect(end.code).toBe(1)
    expect(end.stderr).toMatch(
      /^Anlaufstelle cannot start: .* belongs to a real association: choose another .*\n$/
    )
    expect(await ask(ownerIn('plain'), 'SELECT demo, name FROM access_v_installation')).toEqual([
      { demo: false, name: 'Verein' }
    ])
  })

  test('serves two applications that start on it at once, and a demonstration stays one', async () => {
    const url = await newDatabase('shared')
    const settings = { DATABASE_URL: url, ANLAUFSTELLE_DEMO: 'on' }
    const both = await Promise.all([
      workshop.start({ ...settings, ANLAUFSTELLE_DATA: workshop.newData() }),
      workshop.start({ ...settings, ANLAUFSTELLE_DATA: workshop.newData() })
    ])
    expect(await Promise.all(both.map((app) => app.status('/ready')))).toEqual([200, 200])
    for (const app of both) expect(app.said()).toMatch(/This is a demonstration/)
    const counted = `SELECT count(*)::int AS all, count(DISTINCT name)::int AS different FROM platform_migration`
    const [migrations] = await ask<{ all: number; different: number }>(ownerIn('shared'), counted)
    expect(migrations!.all).toBe(migrations!.different)
    expect(await ask(ownerIn('shared'), 'SELECT demo FROM access_v_installation')).toEqual([{ demo: true }])
    killNow(both[0].pid)
    await both[0].ended
    expect(await both[1].status('/ready')).toBe(200)
    expect(await setUp('shared')).toEqual({ done: false, reason: 'demo-database' })
    expect(await both[1].stop()).toMatchObject({ code: 0 })
  })

  test('of a demonstration refuses ANLAUFSTELLE_DEMO=off, and stays one where nothing is said', async () => {
    const settings = {
      DATABASE_URL: addressOf(hold.cluster.owner, 'shared'),
      ANLAUFSTELLE_DATA: workshop.newData()
    }
    const end = await workshop.run({ ...settings, ANLAUFSTELLE_DEMO: 'off' }).ended
    expect(end.code).toBe(1)
    expect(end.stderr).toMatch(/^Anlaufstelle cannot start: .*stays a demonstration: choose another .*\n$/)
    const app = await workshop.start(settings)
    expect(app.said()).toMatch(/This is a demonstration/)
    await app.stop()
  })

  test('that cannot be reached for a while is taken up again', async () => {
    const settings = {
      DATABASE_URL: addressOf(hold.cluster.owner, 'shared'),
      ANLAUFSTELLE_DATA: workshop.newData()
    }
    const app = await workshop.start(settings)
    await ask(
      hold.cluster.owner,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shared'`
    )
    await until('the loss is noticed', () => app.said().includes('database.lost'))
    await until('requests work again', async () => (await app.status('/ready')) === 200)
    expect(await app.stop()).toMatchObject({ code: 0 })
  })
})

test('a new embedded database is no demonstration where that is switched off or the host is open', async () => {
  const [data, openData] = [workshop.newData(), workshop.newData()]
  const both = await Promise.all([
    workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_DEMO: 'off' }),
    workshop.start({
      ANLAUFSTELLE_DATA: openData,
      HOST: '0.0.0.0',
      ANLAUFSTELLE_URL: 'https://hilfe.example.org'
    })
  ])
  for (const app of both) {
    expect(app.said()).toMatch(/Nobody gives roles here yet/)
    await app.stop()
  }
})

test('production data inside the program folder is warned of', async () => {
  const url = addressOf(hold.cluster.owner, 'plain')
  const app = await workshop.start({ DATABASE_URL: url, ANLAUFSTELLE_DATA: 'var/never-made' })
  expect(app.said()).toMatch(/Warning: the data folder lies inside the program folder; set ANLAUFSTELLE_DATA/)
  await app.stop()
})
