import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { startSmtpServer } from '#testing/smtpServer.ts'
import { startApplication } from '#testing/startedApplication.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const { accounts } = JSON.parse(readFileSync(join(root, 'data/demo/accounts.json'), 'utf8')) as {
  readonly accounts: readonly { readonly email: string }[]
}

type Settings = Readonly<Record<string, string>>

const startOnOwnData = async (settings: Settings, sign?: '/health') => {
  const data = mkdtempSync('/tmp/anlaufstelle-journeys-')
  chmodSync(data, 0o711)
  const { url, stop } = await startApplication(data, settings, sign)
  return {
    data,
    url,
    stop: async () => {
      await stop()
      rmSync(data, { recursive: true, force: true })
    }
  }
}

/** A demonstration on data of its own, which go with it. */
export interface Demonstration {
  readonly url: string
  /** Its data folder. */
  readonly data: string
  stop(): Promise<void>
}

/** Starts one, and waits for all the colleagues in whose names people sign in: they come after the portal. */
export const startDemonstration = async (settings: Settings = {}): Promise<Demonstration> => {
  const started = await startOnOwnData({ ANLAUFSTELLE_DEMO: 'on', ...settings })
  const missing = async () => {
    const page = await (await fetch(`${started.url}/sign-in`)).text()
    return accounts.filter(({ email }) => !page.includes(email))
  }
  await expect.poll(missing, { timeout: 120_000 }).toEqual([])
  return started
}

/** The product on an empty database that is no demonstration, with a mail server of its own. */
export interface Installation extends Demonstration {
  /** The path of the one-time address that the command line prints. */
  setUpPath(): Promise<string>
  /** The path in the newest mail to somebody that has one like this; waits for that mail. */
  pathInMailTo(email: string, pattern: RegExp): Promise<string>
}

/** Starts one, before its set-up. */
export const startInstallation = async (): Promise<Installation> => {
  const smtp = await startSmtpServer()
  const settings = {
    ANLAUFSTELLE_DEMO: 'off',
    ANLAUFSTELLE_MAIL: `smtp://127.0.0.1:${smtp.settings.port}`,
    ANLAUFSTELLE_MAIL_FROM: 'anlaufstelle@verein.example'
  }
  const { data, url, stop } = await startOnOwnData(settings, '/health')
  return {
    url,
    data,
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
      await stop()
      await smtp.stop()
    }
  }
}
