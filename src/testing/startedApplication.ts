import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from './freePort.ts'
import memory from '#platform/config/memory.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')

/** A running application of the built product on a data folder. */
export interface StartedApplication {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the call to the first ready answer. */
  readonly startedIn: number
  /** Resident memory of the application process in MiB, without the database server. */
  memory(): Promise<number>
  /** Asks it to stop and answers how many milliseconds that took. */
  stop(): Promise<number>
}

/**
 * Starts the built product on `data`, with further settings where told, and waits until it is ready; before its set-up it
 * never is: there `sign` is `/health`.
 */
export const startApplication = async (
  data: string,
  settings: Readonly<Record<string, string>> = {},
  sign: '/ready' | '/health' = '/ready'
): Promise<StartedApplication> => {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'build/program/main.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...memory,
      TZ: 'Europe/Berlin',
      PORT: String(port),
      ANLAUFSTELLE_DATA: data,
      ANLAUFSTELLE_LOG: 'error',
      ...settings
    }
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}${sign}`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`The application ended with ${child.exitCode}`)
    await new Promise((go) => setTimeout(go, 20))
  }
  const startedIn = performance.now() - began
  return {
    url,
    pid: child.pid!,
    startedIn,
    memory: async () => {
      const { readFile } = await import('node:fs/promises')
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    },
    async stop() {
      const asked = performance.now()
      child.kill('SIGTERM')
      await once(child, 'exit')
      return performance.now() - asked
    }
  }
}
