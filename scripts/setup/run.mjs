import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

/** Everything that computes with days runs in the zone in which German offices open and close. */
export const environment = { ...process.env, TZ: 'Europe/Berlin' }

const memory = JSON.parse(readFileSync(join(root, 'src/platform/config/memory.json'), 'utf8'))

/**
 * The application keeps its memory small: without these the engine takes what it finds and the C library one heap for each
 * thread. What the operator sets in NODE_OPTIONS comes last and wins.
 */
export const applicationEnvironment = {
  ...memory,
  ...environment,
  NODE_OPTIONS: `${memory.NODE_OPTIONS} ${environment.NODE_OPTIONS ?? ''}`.trim()
}

const PARENT_LOOK = 250

/**
 * Runs a program of the project with this one's terminal, passes signals on, and ends as it ends.
 * npm passes a signal to a shell that dies of it without telling anybody: below npm, who loses its parent stops.
 */
export const become = (node, args, env = environment) => {
  const child = spawn(node, args, {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc']
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const parent = process.ppid
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_LOOK).unref()
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
