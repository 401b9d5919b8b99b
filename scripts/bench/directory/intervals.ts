import { refreshOpenIntervals } from '#modules/directory/server/index.ts'
import { findCentreBySlug, listOffersFor } from '#modules/directory/server/public.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import { percentile } from '../statistics.ts'
import { openBenchDatabase, type BenchDatabase } from '../benchDatabase.ts'

const CENTRES = 10_000
const DISTINCT_TEXTS = 2_500
const SECONDS_ALLOWED = 30

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Mo,We', 'Tu,Th', 'Mo-Fr', 'Mo-Th', 'Tu,Fr']
const ENDS = ['PH off', 'PH,SH off', 'Dec 24-Jan 01 off; PH off', 'week 1-53/2 Sa 10:00-12:00; PH off']

/** One of the texts that centres write: two rules for days, and what becomes of holidays. */
const hoursText = (index: number): string => {
  const at = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length]!
  const [opens, closes] = [7 + (index % 4), 11 + (Math.floor(index / 4) % 3)]
  const minutes = ['00', '15', '30', '45'][Math.floor(index / 12) % 4]!
  const morning = `${at(DAYS, 48)} ${String(opens).padStart(2, '0')}:${minutes}-${closes}:${minutes}`
  return `${morning}; ${at([...DAYS].reverse(), 480)} 14:00-${15 + (index % 3)}:30; ${at(ENDS, 7)}`
}

const fill = async (database: BenchDatabase) => {
  const texts = Array.from({ length: DISTINCT_TEXTS }, (_, index) => hoursText(index))
  const distinct = new Set(texts).size
  await database.run(
    `INSERT INTO directory_provider (source, external_id, name, changed_at) VALUES ('bench', 'p', 'Träger', now())`
  )
  await database.run(`INSERT INTO directory_service (source, external_id, provider_id, name, changed_at)
    SELECT 'bench', 's', id, 'Beratung', now() FROM directory_provider`)
  await database.run(
    `INSERT INTO directory_centre (source, external_id, provider_id, slug, name, latitude, longitude, changed_at)
     SELECT 'bench', n, p.id, 'haus-' || n, 'Haus ' || n, 50.3 + n % 100 * 0.013, 12 + n / 100 * 0.03, now()
     FROM directory_provider p, generate_series(1, $1::integer) n`,
    [CENTRES]
  )
  await database.run(
    `INSERT INTO directory_service_at_centre (source, external_id, service_id, centre_id, hours_walk_in,
       hours_appointment, hours_office, by_appointment_only, changed_at)
     SELECT 'bench', c.external_id, s.id, c.id, ($1::text[])[1 + abs(hashtext(c.slug || 'w')) % $2],
       CASE WHEN c.external_id::integer % 2 = 0 THEN ($1::text[])[1 + abs(hashtext(c.slug || 'a')) % $2] END,
       CASE WHEN c.external_id::integer % 4 = 0 THEN 'Mo-Fr 08:00-12:00; PH off' END, false, now()
     FROM directory_centre c, directory_service s`,
    [texts, DISTINCT_TEXTS]
  )
  await database.run(`INSERT INTO directory_closure (centre_id, starts_on, ends_on, reason, changed_at)
    SELECT id, '2026-12-01', '2026-12-11', 'holidays', now() FROM directory_centre WHERE external_id::integer % 10 = 0`)
  return distinct
}

const seconds = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

const ask = async (name: string, work: (turn: number) => Promise<unknown>) => {
  const took: number[] = []
  for (let turn = 0; turn < 200; turn++) took.push(1000 * (await seconds(() => work(turn))))
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(took, share).toFixed(1))
  console.log(`${name.padEnd(26)} p50 ${p50} ms, p95 ${p95} ms`)
}

/**
 * The nightly run over 10,000 centres with 2,500 different texts: when nothing is there, a night later, and again.
 * Then what pages ask of the same database. Answers false when a run takes longer than 30 s.
 */
export const benchIntervals = async (): Promise<boolean> => {
  const database = await openBenchDatabase()
  try {
    const distinct = await fill(database)
    const run = async (name: string, time: string) => {
      const took = await seconds(() => refreshOpenIntervals(database.ctx('app_work', fixedClock(time))))
      console.log(`${name.padEnd(26)} ${took.toFixed(1)} s (at most ${SECONDS_ALLOWED} s)`)
      return took
    }
    console.log(`intervals: ${CENTRES} centres, ${distinct} different texts`)
    const took = [
      await run('intervals, first run', '2026-11-22T00:05:00+01:00'),
      await run('intervals, next night', '2026-11-23T00:05:00+01:00'),
      await run('intervals, repeated', '2026-11-23T00:15:00+01:00')
    ]
    const { rows } = await database.run('SELECT count(*)::integer AS count FROM directory_open_interval')
    console.log(`${'intervals held'.padEnd(26)} ${(rows[0] as { count: number }).count}`)
    const portal = database.ctx('app_portal', fixedClock('2026-11-23T09:00:00+01:00'))
    await ask('offers for a place', (turn) =>
      listOffersFor(portal, {
        latitude: 50.4 + (turn % 10) * 0.1,
        longitude: 12.5 + (turn % 7) * 0.3,
        limit: 40
      })
    )
    await ask("a centre's page", (turn) => findCentreBySlug(portal, `haus-${1 + turn * 49}`))
    return took.every((time) => time <= SECONDS_ALLOWED)
  } finally {
    await database.close()
  }
}
