import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROLES } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { startApplication } from '#testing/startedApplication.ts'
import { until } from './programs.ts'

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
  const everyone = async () => {
    const page = await (await fetch(`${application.url}/sign-in`)).text()
    return ROLES.every((role) => page.includes(demoColleague(role).email))
  }
  await until('somebody of every role may sign in', everyone, 120_000)
  await application.stop()
  project.provide('demonstration', data)
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
