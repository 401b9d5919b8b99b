import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, root, whileAlone } from './setup/install.mjs'
import { environment } from './setup/run.mjs'

const AT_ONCE = 2

/** The framework writes the types of routes; types and lint read them. */
const PREPARATION = { name: 'route types', args: ['@sveltejs/kit/svelte-kit.js', 'sync'] }

/** The longest first, so that two at once end together. */
const CHECKS = [
  { name: 'lint', args: ['eslint/bin/eslint.js', '.', '--max-warnings=0'] },
  {
    name: 'types',
    args: [
      'svelte-check/bin/svelte-check',
      '--fail-on-warnings',
      '--threshold',
      'warning',
      '--output',
      'human'
    ]
  },
  { name: 'format', args: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', args: ['knip/bin/knip.js', '--no-progress'] },
  {
    name: 'doors',
    args: ['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', 'src']
  },
  { name: 'styles', args: ['stylelint/bin/stylelint.mjs', '--max-warnings=0', 'src/**/*.css'] }
]

const STRUCTURE = { name: 'structure', args: ['vitest/vitest.mjs', 'run', '--project', 'structure'] }

const run = (node, { name, args: [program, ...rest] }) =>
  new Promise((settle) => {
    const started = performance.now()
    const chunks = []
    const child = spawn(node, [`node_modules/${program}`, ...rest], {
      cwd: root,
      env: { ...environment, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    const end = (ok) => {
      const seconds = Math.round((performance.now() - started) / 100) / 10
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(5)} s`)
      settle({ name, ok, seconds, output: Buffer.concat(chunks).toString() })
    }
    child.on('error', (fault) => {
      chunks.push(Buffer.from(String(fault)))
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })

/**
 * Runs the static checks, two at a time, and prints one line for each and everything a failed one said.
 * The tests of the structure run too where `structure` is true.
 * @returns {Promise<{ name: string, ok: boolean, seconds: number }[]>}
 */
export const runChecks = async (node, { structure = false } = {}) => {
  const results = [await run(node, PREPARATION)]
  const waiting = structure ? [...CHECKS, STRUCTURE] : [...CHECKS]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(node, next))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  for (const { name, ok, output } of results) if (!ok) console.log(`\n── ${name} ──\n${output.trimEnd()}`)
  return results.map(({ name, ok, seconds }) => ({ name, ok, seconds }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  const node = await whileAlone('preparing', () => ensureInstalled())
  const results = await runChecks(node, { structure: true })
  const failed = results.filter(({ ok }) => !ok).length
  console.log(
    `\n${results.length - failed} passed, ${failed} failed in ${Math.round((performance.now() - started) / 1000)} s`
  )
  process.exit(failed === 0 ? 0 : 1)
}
