import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ask, ownerOf, postmasterOf } from './cluster.ts'
import { killNow, until } from './programs.ts'
import { node, useWorkshop, type RunningApplication, type Settings } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
const settings = { ANLAUFSTELLE_DATA: data }
let application: RunningApplication

beforeAll(async () => {
  application = await workshop.start(settings)
})

const startCommand = async () => {
  const command = workshop.run({}, { command: [node, 'tests/process/holdCluster.ts', data] })
  await until('the command holds the cluster', () => command.said().includes('holding'))
  return command
}

const endCommand = async (command: Awaited<ReturnType<typeof startCommand>>) => {
  command.endInput()
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' })
}

describe('system update-check', () => {
  const check = (more: Settings = {}) =>
    workshop.run(
      { ...settings, LANG: 'en_GB.UTF-8', ...more },
      { command: [node, 'src/cli.ts', 'system', 'update-check'] }
    ).ended

  test('beside the running application says which version runs, and that the update may be done', async () => {
    const { code, stdout, stderr } = await check()
    expect(stdout).toMatch(/^This program: version (\S+)\.\nRunning on the database now: version \1\./)
    expect(stdout).toContain('The update may be done.')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('makes nothing in a folder without a database', async () => {
    const folder = workshop.newData()
    const end = await check({ ANLAUFSTELLE_DATA: folder })
    expect(end).toMatchObject({ code: 1, stderr: '' })
    expect(end.stdout).toContain(`There is no database in ${folder}.`)
    expect(existsSync(folder)).toBe(false)
  })
})

describe('a migration that is killed half-way', () => {
  const folder = join(workshop.folder, 'migrations')
  const steps = {
    '0001_one': 'CREATE TABLE one (n int); INSERT INTO one VALUES (1)',
    '0002_slow': 'INSERT INTO one VALUES (2); SELECT pg_sleep(1.5)',
    '0003_three': 'INSERT INTO one VALUES (3)'
  }
  const run = (owner: object) =>
    workshop.run(
      { OWNER: JSON.stringify(owner) },
      { command: [node, 'tests/process/runMigrations.ts', folder] }
    )

  test('changes nothing, and is applied once when it is repeated', async () => {
    mkdirSync(folder)
    for (const [name, text] of Object.entries(steps)) writeFileSync(join(folder, `${name}.sql`), text)
    const owner = ownerOf(data)
    await ask(owner, 'CREATE DATABASE killed_migration')
    const scratch = { ...owner, database: 'killed_migration' }
    const first = run(scratch)
    await until('the slow step runs', async () => {
      const active = await ask(
        owner,
        `SELECT FROM pg_stat_activity WHERE datname = 'killed_migration' AND query LIKE '%pg_sleep%'`
      )
      return active.length > 0
    })
    killNow(first.pid)
    await first.ended
    expect(await ask(scratch, `SELECT to_regclass('one') AS it`)).toEqual([{ it: null }])
    const second = await run(scratch).ended
    expect(second).toMatchObject({ code: 0, stdout: `${JSON.stringify(Object.keys(steps))}\n` })
    expect(await ask(scratch, 'SELECT n FROM one ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect(await run(scratch).ended).toMatchObject({ code: 0, stdout: '[]\n' })
  })
})

test('a command joins the running server and leaves it running', async () => {
  const server = postmasterOf(data)
  await endCommand(await startCommand())
  expect(postmasterOf(data)).toBe(server)
  expect(await application.status('/ready')).toBe(200)
})

test('the server outlives the application while a command still uses it, and the next application joins', async () => {
  const server = postmasterOf(data)
  const command = await startCommand()
  expect(await application.stop()).toMatchObject({ code: 0 })
  expect(await ask(ownerOf(data), 'SELECT 1 AS it')).toEqual([{ it: 1 }])
  application = await workshop.start(settings)
  expect(postmasterOf(data)).toBe(server)
  await endCommand(command)
  expect(await application.status('/ready')).toBe(200)
})

test('a command that is killed keeps nobody from stopping the server', async () => {
  const command = await startCommand()
  killNow(command.pid)
  await command.ended
  await application.stop()
  expect(workshop.processes(data)).toEqual([])
})

test('where nothing runs, commands start the server and the last one stops it', async () => {
  const both = await Promise.all([startCommand(), startCommand()])
  const server = postmasterOf(data)
  await endCommand(both[0])
  expect(postmasterOf(data)).toBe(server)
  expect(await ask(ownerOf(data), 'SELECT 1 AS it')).toEqual([{ it: 1 }])
  await endCommand(both[1])
  expect(workshop.processes(data)).toEqual([])
})
