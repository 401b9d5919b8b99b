import { createReadStream, readFileSync } from 'node:fs'
import { importHsds } from '#modules/directory/server/index.ts'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import { openBenchDatabase } from './benchDatabase.ts'

/**
 * Imports one file into a new database, twice, and prints as JSON what became of its records, the seconds of both
 * runs and the process's peak of resident memory in MiB: a process of its own, so that the peak is the import's.
 */
const [path = ''] = process.argv.slice(2)
const database = await openBenchDatabase()
const clock = fixedClock('2026-11-22T10:00:00+01:00')
await loadReferencePlaces(database.ctx('owner', clock))

const once = async () => {
  const began = performance.now()
  const files = [{ name: 'feed.json', bytes: createReadStream(path) as AsyncIterable<Uint8Array> }]
  const { counts } = await importHsds(database.ctx('app_work', clock), {
    source: 'bench',
    files,
    dryRun: false
  })
  return { counts, seconds: (performance.now() - began) / 1000 }
}

const [first, again] = [await once(), await once()]
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
console.log(JSON.stringify({ first, again, peak }))
await database.close()
