import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startApplication } from '#testing/startedApplication.ts'
import { untilEveryoneMaySignIn } from './demoAccounts.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with the demonstration and all its accounts, stopped in order: for copies. */
    demonstration: string
  }
}

/** Makes the first start once for all test files that do not test it. */
export default async function prepareDemonstration(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'anlaufstelle-process-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const application = await startApplication(data)
  await untilEveryoneMaySignIn(application.url)
  await application.stop()
  project.provide('demonstration', data)
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
