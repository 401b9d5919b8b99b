import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster, type ClusterHold } from '#platform/db/server/cluster/openCluster.ts'
import { addressOf, ask } from './cluster.ts'
import { until } from './programs.ts'
import { node, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
const DATABASE = 'shared'
let primary: ClusterHold
let standby: ClusterHold

const hold = (dataDirectory: string) => openCluster({ dataDirectory, as: 'command', careless: true })

/** A copy of the server as it was, which takes no change until it is promoted. */
beforeAll(async () => {
  const data = workshop.newData()
  const first = await hold(data)
  await ask(first.cluster.owner, `CREATE DATABASE ${DATABASE}`)
  const app = await workshop.start({
    ANLAUFSTELLE_DATA: workshop.newData(),
    DATABASE_URL: addressOf(first.cluster.owner, DATABASE)
  })
  await app.stop()
  await first.release()
  const copy = workshop.newData()
  execFileSync('cp', ['-a', data, copy])
  writeFileSync(join(copy, 'database/pgdata/standby.signal'), '', { mode: 0o644 })
  primary = await hold(data)
  standby = await hold(copy)
})
afterAll(() => Promise.all([primary.release(), standby.release()]))

/** The standby stands first, so that it has to be passed over. */
const url = () => {
  const { host, port } = standby.cluster.owner
  const hosts = encodeURIComponent(`${host},${primary.cluster.owner.host}`)
  return addressOf(primary.cluster.owner, DATABASE).replace(/\?.*/, `?host=${hosts}&port=${port}`)
}
const settings = () => ({ ANLAUFSTELLE_DATA: workshop.newData(), DATABASE_URL: url() })
const runsOn = async ({ cluster }: ClusterHold) =>
  (
    await ask(
      cluster.owner,
      `SELECT FROM pg_stat_activity WHERE datname = '${DATABASE}' AND application_name LIKE 'anlaufstelle running%'`
    )
  ).length === 1

test('where all are standbys the start is refused', async () => {
  const { host } = standby.cluster.owner
  const both = url().replace(/host=[^&]*/, `host=${encodeURIComponent(`${host},${host}`)}`)
  const end = await workshop.run({ ANLAUFSTELLE_DATA: workshop.newData(), DATABASE_URL: both }).ended
  expect(end.code).toBe(1)
  expect(end.stderr).toContain(
    'None of the 2 hosts in DATABASE_URL can be written, all are standbys: promote one.'
  )
})

test('of several hosts the primary is taken; when it is lost and another promoted, a new start works on that one', async () => {
  const app = await workshop.start(settings())
  await until('it runs on the primary', () => runsOn(primary))
  expect(await runsOn(standby)).toBe(false)

  await primary.release()
  await until('the loss is noticed', () => app.said().includes('database.lost'))
  await ask(standby.cluster.owner, 'SELECT pg_promote()')
  expect(await app.ended).toMatchObject({ code: 75 })
  expect(app.said()).toContain('database.moved')

  const again = await workshop.start(settings())
  await until('it runs on the new one', () => runsOn(standby))
  expect(await again.stop()).toMatchObject({ code: 0 })
})

test('a command finds the primary too', async () => {
  const { code, stdout } = await workshop.run(
    { ...settings(), LANG: 'en_GB.UTF-8' },
    { command: [node, 'src/cli.ts', 'system', 'update-check'] }
  ).ended
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The update may be done.') as string
  })
})

test('where none can be written the start is refused in one line, without the password', async () => {
  await standby.release()
  const { code, stderr } = await workshop.run(settings()).ended
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/None of the 2 hosts in DATABASE_URL can be written: .*has no socket there/)
  ])
  expect(stderr).not.toContain(primary.cluster.owner.password)
})
