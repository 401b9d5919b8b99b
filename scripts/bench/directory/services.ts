import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import pg from 'pg'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { startApplication } from '#testing/startedApplication.ts'
import { percentile } from '../statistics.ts'

const SERVICES = 10_000
const PER_PAGE = 100
const READERS = 16
const SECONDS = 15
const WANTED_A_SECOND = 300

/** Puts synthetic services, each offered at a centre of its own, into the running application's database. */
const fill = async (dataDirectory: string) => {
  const hold = await openCluster({ dataDirectory, as: 'command' })
  const client = new pg.Client(hold.cluster.owner)
  await client.connect()
  try {
    await client.query(
      `SELECT set_config('app.org', (SELECT id::text FROM access_organisation WHERE runs_installation), false)`
    )
    await client.query(`INSERT INTO directory_provider (source, external_id, name, description, changed_at)
      SELECT 'bench', n, 'Träger ' || n, repeat('Ein Träger. ', 10), now() FROM generate_series(1, 50) n`)
    await client.query(
      `INSERT INTO directory_service (source, external_id, provider_id, name, description, topics, languages,
         catchment, eligibility_note, changed_at)
       SELECT 'bench', n, p.id, 'Beratung ' || n, repeat('Wir beraten und begleiten. ', 12), '{letter,residence}',
         '{de,en,ar}', '{14612}', 'Für alle, die Hilfe brauchen.', now()
       FROM generate_series(1, $1::integer) n
       JOIN directory_provider p ON p.source = 'bench' AND p.external_id = (1 + n % 50)::text`,
      [SERVICES]
    )
    await client.query(`INSERT INTO directory_centre (source, external_id, provider_id, slug, name, changed_at)
      SELECT 'bench', external_id, provider_id, 'bench-' || external_id, 'Haus ' || external_id, now()
      FROM directory_service WHERE source = 'bench'`)
    await client.query(
      `INSERT INTO directory_service_at_centre (source, external_id, service_id, centre_id, hours_walk_in,
         by_appointment_only, changed_at)
       SELECT 'bench', s.external_id, s.id, c.id, 'Mo-Fr 09:00-12:00', false, now()
       FROM directory_service s JOIN directory_centre c USING (source, external_id) WHERE source = 'bench'`
    )
    await client.query('ANALYZE')
  } finally {
    await client.end()
    await hold.release()
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: READERS })

const read = (url: string) =>
  new Promise<number>((settle, fail) => {
    get(url, { agent }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () =>
        response.statusCode === 200
          ? settle(bytes)
          : fail(new Error(`${url} answered ${response.statusCode}`))
      )
      response.on('error', fail)
    }).on('error', fail)
  })

/** Lets readers ask one thing after the other; answers how many answers there were a second. */
const measure = async (name: string, seconds: number, addressOf: (turn: number) => string) => {
  const took: number[] = []
  let [turn, bytes] = [0, 0]
  const began = performance.now()
  const reader = async () => {
    while (performance.now() - began < seconds * 1000) {
      const asked = performance.now()
      const size = await read(addressOf(turn++))
      bytes += size
      took.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  const rate = took.length / ((performance.now() - began) / 1000)
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(took, share).toFixed(1))
  const size = Math.round(bytes / took.length / 1024)
  console.log(`${name.padEnd(26)} ${rate.toFixed(0)}/s, p50 ${p50} ms, p95 ${p95} ms, ${size} KiB each`)
  return rate
}

/**
 * Reads `/services?per_page=100` of the built product over 10,000 services: all pages in turn, as those ask who copy
 * the directory, and questions that were never asked before. Load and product share the machine. Answers false when
 * fewer than 300 pages a second are given.
 */
export const benchServices = async (): Promise<boolean> => {
  const data = mkdtempSync('/tmp/anlaufstelle-bench-')
  const application = await startApplication(data)
  try {
    await fill(data)
    const list = `${application.url}/api/hsds/v3/services?per_page=${PER_PAGE}`
    const first = JSON.parse(await (await fetch(list)).text()) as { total_items: number; total_pages: number }
    console.log(`open data: ${first.total_items} services`)
    await measure('warming up', 3, (turn) => `${list}&page=${1 + (turn % first.total_pages)}`)
    const rate = await measure(
      'services, every page',
      SECONDS,
      (turn) => `${list}&page=${1 + (turn % first.total_pages)}`
    )
    await measure('services, never asked', 5, (turn) => {
      const moment = new Date(Date.UTC(2020, 0, 1) + turn * 1000).toISOString()
      return `${list}&page=${1 + (turn % first.total_pages)}&modified_after=${moment}`
    })
    await measure('services, full', 5, (turn) => `${list}&full=true&page=${1 + (turn % first.total_pages)}`)
    console.log(`${'memory'.padEnd(26)} ${Math.round(await application.memory())} MiB after all of it`)
    return rate >= WANTED_A_SECOND
  } finally {
    await application.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
