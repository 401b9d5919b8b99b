import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { outsideHome } from '#platform/db/server/cluster/databaseAccount.ts'
import { makeClone } from './clone.ts'
import { postmasterOf } from './cluster.ts'
import { killNow, until } from './programs.ts'
import { isRoot, listing, node, report, root, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const START = ['node', 'scripts/start.mjs']

const idsOf = (name: string) => {
  const id = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

describe.runIf(isRoot)('as root', () => {
  test('with the clone and the data below a folder of mode 700', async () => {
    const folder = join(workshop.folder, 'closed')
    const clone = makeClone(folder, 0o700)
    const data = workshop.newData('closed')
    const app = await workshop.start({ ANLAUFSTELLE_DATA: data }, { command: START, cwd: clone })
    expect(await app.status('/ready')).toBe(200)
    const home = outsideHome(data)
    expect(existsSync(join(home, 'pgdata/PG_VERSION'))).toBe(true)
    const [server] = workshop.processes(home).filter(({ command }) => command.includes(' -D '))
    expect(server!.command.startsWith(home)).toBe(true)
    expect(statSync(`/proc/${server!.pid}`).uid).not.toBe(0)
    const end = await app.stop()
    expect(end).toMatchObject({ code: 0, stderr: '' })
    expect(workshop.processes()).toEqual([])
    report(`root, clone below mode 700: first start ${app.startTook} ms, end ${end.stopTook} ms`)
  })
})

describe.runIf(isRoot)('as an account without rights', () => {
  const ids = idsOf('nobody')
  const folder = join(workshop.folder, 'open')
  const clone = join(folder, 'anlaufstelle')
  const how = { command: START, cwd: clone, ids }
  beforeAll(() => void makeClone(folder, 0o755))
  const home = join(workshop.folder, 'home')
  const data = join(home, 'data')

  test('from a clone it may not write, with a data folder of its own', async () => {
    mkdirSync(home, { mode: 0o755 })
    chownSync(home, ids.uid, ids.gid)
    const app = await workshop.start({ ANLAUFSTELLE_DATA: data, HOME: home }, how)
    expect(await app.status('/ready')).toBe(200)
    expect(statSync(`/proc/${postmasterOf(data)}`).uid).toBe(ids.uid)
    expect(await app.stop()).toMatchObject({ code: 0, stderr: '' })
    expect(workshop.processes()).toEqual([])
  })

  test('on a data folder that it may not write: one line', async () => {
    const closed = join(workshop.folder, 'of-root')
    mkdirSync(closed, { mode: 0o755 })
    for (const place of [closed, join(closed, 'data')]) {
      const end = await workshop.run({ ANLAUFSTELLE_DATA: place, HOME: home }, how).ended
      expect(end.stderr).toMatch(/^Anlaufstelle cannot start: The data folder .*\(EACCES\): name one .*\n$/)
      expect(end.code).toBe(1)
    }
    expect(listing(closed)).toEqual([])
  })

  test('root may start its data folder in between, and the account goes on with it', async () => {
    const asRoot = await workshop.start({ ANLAUFSTELLE_DATA: data }, { command: START, cwd: clone })
    expect(await asRoot.status('/ready')).toBe(200)
    expect(statSync(`/proc/${postmasterOf(data)}`).uid).toBe(ids.uid)
    await asRoot.stop()
    const again = await workshop.start({ ANLAUFSTELLE_DATA: data, HOME: home }, how)
    expect(await again.status('/ready')).toBe(200)
    await again.stop()
  })
})

test.skipIf(isRoot)(
  'the cases of other accounts and of mode 700 are left out: only root can try them',
  () => {
    expect(isRoot).toBe(false)
  }
)

const canMakeContainers =
  isRoot && spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0

test.runIf(canMakeContainers && long)(
  'as the first process of a container, which collects no orphans, it starts a killed database server again',
  async () => {
    const data = workshop.demonstration()
    const command = [
      'unshare',
      '--pid',
      '--fork',
      '--mount-proc',
      '--kill-child',
      node,
      join(root, 'build/program/main.js')
    ]
    const app = await workshop.start({ ANLAUFSTELLE_DATA: data }, { command })
    expect(await app.status('/ready')).toBe(200)
    const started = workshop.processes(data).find(({ command }) => command.includes(' -D '))
    killNow(started!.pid)
    await until('another server runs', () =>
      workshop.processes(data).some(({ pid, command }) => command.includes(' -D ') && pid !== started!.pid)
    )
    await until('requests work again', async () => (await app.status('/ready')) === 200)
    const inside = workshop.processes(data).find(({ command }) => command.startsWith(node))
    process.kill(inside!.pid, 'SIGTERM')
    expect((await app.ended).code).toBe(0)
    expect(workshop.processes(data)).toEqual([])
  }
)

test(
  '`npm start` builds where the content changed, and only there',
  { timeout: 240_000 },
  async ({ skip }) => {
    if (!long) skip('builds in the long run only')
    const clone = makeClone(join(workshop.folder, 'changing'), 0o755, 'copied')
    const how = { command: START, cwd: clone }
    const settings = { ANLAUFSTELLE_DATA: workshop.newData() }
    appendFileSync(join(clone, 'static/robots.txt'), '# changed\n')
    const first = await workshop.start(settings, how)
    expect(first.said()).toMatch(/Building/)
    expect(await first.page('/robots.txt')).toMatch(/# changed/)
    await first.stop()
    const second = await workshop.start(settings, how)
    expect(second.said()).not.toMatch(/Building/)
    await second.stop()
  }
)

test('`npm start` installs what is missing', { timeout: 600_000 }, async ({ skip }) => {
  if (!long) skip('installs in the long run only')
  const clone = makeClone(join(workshop.folder, 'bare'), 0o755, 'copied')
  rmSync(join(clone, 'node_modules'), { recursive: true })
  const npmrc = process.env['npm_config_userconfig'] ?? join(process.env['HOME'] ?? '/root', '.npmrc')
  if (existsSync(npmrc)) writeFileSync(join(workshop.folder, '.npmrc'), readFileSync(npmrc))
  const path = (process.env['PATH'] ?? '').split(':').filter((each) => !each.includes('node_modules'))
  const began = performance.now()
  const program = workshop.run(
    { ANLAUFSTELLE_DATA: workshop.newData(), PATH: path.join(':') },
    { command: ['npm', 'start'], cwd: clone }
  )
  await until('the application runs', () => program.said().includes('Stop with Ctrl+C'), 500_000)
  expect(program.said()).toMatch(/Installing what is missing/)
  report(`npm start on a bare clone: ${Math.round((performance.now() - began) / 1000)} s`)
  program.kill('SIGTERM')
  await program.ended
})
