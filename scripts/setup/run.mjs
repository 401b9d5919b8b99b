import { spawn } from 'node:child_process'
import { root } from './install.mjs'

/** Everything that computes with days runs in the zone in which German offices open and close. */
export const environment = { ...process.env, TZ: 'Europe/Berlin' }

const PARENT_LOOK = 250

/**
 * Runs a program of the project with this one's terminal, passes signals on, and ends as it ends.
 * npm passes a signal to a shell that dies of it without telling anybody: below npm, who loses its parent stops.
 */
export const become = (node, args) => {
  const child = spawn(node, args, {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc']
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const parent = process.ppid
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_LOOK).unref()
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
