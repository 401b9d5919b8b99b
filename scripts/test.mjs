import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './check.mjs'
import { ensureBuilt } from './setup/build.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { ensureInstalled, root, whileAlone } from './setup/install.mjs'
import { environment } from './setup/run.mjs'

/**
 * Everything once: checks, tests of rules, database, structure and processes, browser journeys.
 * `--long` takes large numbers and runs the database tests again on another PostgreSQL where one is found.
 */
const long = process.argv.includes('--long')
const results = join(root, 'test-results')
const LONG_NUMBERS = { ANLAUFSTELLE_LONG: '1', ANLAUFSTELLE_KILLS: '30' }

const run = (node, args, env = {}) =>
  new Promise((settle) => {
    const child = spawn(node, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, ...(long ? LONG_NUMBERS : {}), ...env }
    })
    child.on('exit', (code) => settle(code ?? 1))
  })

const tally = { passed: 0, failed: 0, skipped: 0 }
const count = ({ passed = 0, failed = 0, skipped = 0 }) => {
  tally.passed += passed
  tally.failed += failed
  tally.skipped += skipped
}

const report = (name) => {
  const path = join(results, `${name}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

const countVitest = (name, code) => {
  const said = report(name)
  if (!said) return count({ failed: 1 })
  const skipped = said.numPendingTests + said.numTodoTests
  const broken = code !== 0 && said.numFailedTests === 0 ? 1 : 0
  count({ passed: said.numPassedTests, failed: said.numFailedTests + broken, skipped })
}

const vitest = async (node, name, projects, env) => {
  const chosen = projects.flatMap((project) => ['--project', project])
  const output = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, `${name}.json`)}`
  ]
  countVitest(name, await run(node, ['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...output], env))
}

const journeys = async (node, browser) => {
  if (!browser) return count({ failed: 1 })
  const code = await run(node, ['node_modules/@playwright/test/cli.js', 'test'], {
    CHROMIUM: browser
  })
  const stats = report('journeys')?.stats
  if (!stats) return count({ failed: 1 })
  const failed = stats.unexpected + stats.flaky
  count({ passed: stats.expected, failed: failed || (code === 0 ? 0 : 1), skipped: stats.skipped })
}

/** Folders of PostgreSQL programs on this machine, 15 or later, as Debian lays them out. */
const otherPostgres = () =>
  [15, 16, 17, 18]
    .map((major) => `/usr/lib/postgresql/${major}/bin`)
    .find((folder) => existsSync(join(folder, 'initdb')))

const started = performance.now()
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const node = await whileAlone('preparing', () => {
  const node = ensureInstalled()
  ensureBuilt(node)
  return node
})
const browser = ensureChromium()
for (const check of await runChecks(node)) count(check.ok ? { passed: 1 } : { failed: 1 })
await vitest(node, 'vitest', ['rules', 'structure', 'database'])
// Processes mostly wait for each other; the browser uses that time, except where large numbers are counted.
const together = long ? [] : [journeys(node, browser)]
await Promise.all([vitest(node, 'process', ['process']), ...together])
if (long) {
  const folder = otherPostgres()
  // Large numbers once are enough: here it is the other database that is tested.
  const env = { ANLAUFSTELLE_TEST_POSTGRES: folder, ANLAUFSTELLE_LONG: '' }
  if (folder) await vitest(node, 'other-postgres', ['database'], env)
  else console.log('No other PostgreSQL was found: its run is left out.')
  await journeys(node, browser)
}
console.log(`\nAll of it took ${Math.round((performance.now() - started) / 1000)} s.`)
console.log(
  `${tally.passed} passed, ${tally.failed} failed${tally.skipped ? `, ${tally.skipped} skipped` : ''}`
)
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1)
