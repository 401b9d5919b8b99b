import { startDemonstration } from './installation.ts'

/** Starts the built application on an empty data folder for all journeys, and stops it after them. */
export default async function startForJourneys(): Promise<() => Promise<void>> {
  const { url, stop } = await startDemonstration()
  process.env['PORTAL_URL'] = url
  return stop
}
