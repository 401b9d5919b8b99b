import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

const untilReady = async (application: ChildProcess, url: string) => {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    if (application.exitCode !== null) throw new Error(`The application ended with ${application.exitCode}`)
    const answer = await fetch(`${url}/ready`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((go) => setTimeout(go, 100))
  }
  throw new Error('The application did not become ready')
}

/** Starts the built application on an empty data folder for all journeys, and stops it after them. */
export default async function startApplication(): Promise<() => Promise<void>> {
  const data = mkdtempSync('/tmp/anlaufstelle-journeys-')
  chmodSync(data, 0o711)
  const port = await freePort()
  const application = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      TZ: 'Europe/Berlin',
      PORT: String(port),
      ANLAUFSTELLE_DATA: data,
      ANLAUFSTELLE_LOG: 'warn'
    }
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(application, url)
  process.env['PORTAL_URL'] = url
  return async () => {
    application.kill('SIGTERM')
    await once(application, 'exit')
    rmSync(data, { recursive: true, force: true })
  }
}
