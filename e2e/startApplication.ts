import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { startApplication } from '#testing/startedApplication.ts'

/** Starts the built application on an empty data folder for all journeys, and stops it after them. */
export default async function startForJourneys(): Promise<() => Promise<void>> {
  const data = mkdtempSync('/tmp/anlaufstelle-journeys-')
  chmodSync(data, 0o711)
  const application = await startApplication(data)
  process.env['PORTAL_URL'] = application.url
  return async () => {
    await application.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
