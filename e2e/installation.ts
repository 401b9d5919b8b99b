import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { startSmtpServer } from '#testing/smtpServer.ts'
import { startApplication } from '#testing/startedApplication.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** The product on an empty database that is no demonstration, with a mail server of its own. */
export interface Installation {
  readonly url: string
  /** The path of the one-time address that the command line prints. */
  setUpPath(): Promise<string>
  /** The path in the newest mail to somebody that has one like this; waits for that mail. */
  pathInMailTo(email: string, pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

/** Starts one, before its set-up. */
export const startInstallation = async (): Promise<Installation> => {
  const data = mkdtempSync('/tmp/anlaufstelle-installation-')
  chmodSync(data, 0o711)
  const smtp = await startSmtpServer()
  const settings = {
    ANLAUFSTELLE_DEMO: 'off',
    ANLAUFSTELLE_MAIL: `smtp://127.0.0.1:${smtp.settings.port}`,
    ANLAUFSTELLE_MAIL_FROM: 'anlaufstelle@verein.example'
  }
  const application = await startApplication(data, settings, '/health')
  return {
    url: application.url,
    setUpPath: async () => {
      const env = { ...process.env, ...settings, ANLAUFSTELLE_DATA: data, TZ: 'Europe/Berlin' }
      const { stdout } = await run(process.execPath, [join(root, 'src/cli.ts'), 'access', 'setup'], { env })
      return /\/set-up\/[\w-]+/.exec(stdout)![0]
    },
    pathInMailTo: async (email, pattern) => {
      const paths = () =>
        smtp.taken
          .filter(({ to }) => to.includes(email))
          .flatMap(({ raw }) => pattern.exec(raw.replaceAll('=\r\n', ''))?.[0] ?? [])
      await expect.poll(() => paths().length, { timeout: 30_000 }).toBeGreaterThan(0)
      return paths().at(-1)!
    },
    stop: async () => {
      await application.stop()
      await smtp.stop()
      rmSync(data, { recursive: true, force: true })
    }
  }
}
