/** Runs one statement as the database's owner, with `app.org` set to the organisation that is filled. */
type Run = (statement: string, values?: unknown[]) => Promise<unknown>

/** Catchments of {@link fillGermany}: every 20th centre serves its municipality alone, every 50th its whole state. */
const MUNICIPALITY_EVERY = 20
const STATE_EVERY = 50

/**
 * Adds synthetic centres all over Germany, numbers `from` to `to`: where many people live there are many. Each has
 * two services, of two programmes. A service is responsible for the county of its centres; some offers for less
 * or more. Receives people twice a week in the next 60 days. The places of Germany have to be there.
 */
export const fillGermany = async (run: Run, from: number, to: number): Promise<void> => {
  await run(`INSERT INTO directory_provider (source, external_id, name, changed_at)
    SELECT 'germany', key, 'Verein ' || name, now() FROM places_county ON CONFLICT DO NOTHING`)
  await run(`INSERT INTO directory_service (source, external_id, provider_id, name, programme, topics, languages, catchment,
      minimum_age, maximum_age, interpreter_on_request, phones, changed_at)
    SELECT 'germany', county.key || p.code, provider.id, p.name, p.code,
      '{letter,residence,work,school,german,housing,money,family,health,talk}',
      ARRAY['de', (ARRAY['en','ar','fa','uk','tr','ru'])[1 + county.key::integer % 6]], ARRAY[county.key],
      p.least, p.most, true, '[{"number": "0351 000 11 22", "kind": "voice", "note": null}]', now()
    FROM places_county county
    JOIN directory_provider provider ON provider.source = 'germany' AND provider.external_id = county.key
    CROSS JOIN (VALUES ('mbe', 'Migrationsberatung', 27, NULL), ('jmd', 'Jugendmigrationsdienst', 12, 26),
      ('fsa', 'Flüchtlingssozialarbeit', NULL, NULL), ('amm', 'Arbeitsmarktmentoren', 18, NULL)) p (code, name, least, most)
    ON CONFLICT DO NOTHING`)
  await run(
    `WITH reach AS (
       SELECT array_agg(key ORDER BY key) AS keys, array_agg(upto ORDER BY key) AS upto, max(upto) AS most FROM (
         SELECT key, sum(coalesce(population, 0) + 1) OVER (ORDER BY key)::float8 AS upto FROM places_municipality) people)
     INSERT INTO directory_centre (source, external_id, provider_id, slug, name, street, postcode, town, municipality_key,
       county_key, latitude, longitude, accessibility, checked_on, changed_at)
     SELECT 'germany', n, provider.id, 'haus-' || n, 'Haus ' || m.name || ' ' || n, 'Hauptstraße ' || 1 + n % 200,
       (SELECT min(postcode) FROM places_postcode_municipality WHERE municipality_key = m.key), m.name, m.key, m.county_key,
       m.latitude + (n * 37 % 100 - 50) * 0.0004, m.longitude + (n * 53 % 100 - 50) * 0.0006,
       CASE WHEN n % 3 = 0 THEN '{step-free}' ELSE '{}' END::text[], current_date - n % 90, now()
     FROM generate_series($1::integer, $2::integer) n CROSS JOIN reach
     JOIN places_municipality m ON m.key = reach.keys[1 + width_bucket(((n * 0.6180339887498949) % 1)::float8 * reach.most, reach.upto)]
     JOIN directory_provider provider ON provider.source = 'germany' AND provider.external_id = m.county_key`,
    [from, to]
  )
  await run(
    `INSERT INTO directory_service_at_centre (source, external_id, service_id, centre_id, catchment, hours_walk_in, changed_at)
     SELECT 'germany', c.external_id || '-' || k, s.id, c.id,
       CASE WHEN n.n % ${MUNICIPALITY_EVERY} = 0 THEN ARRAY[c.municipality_key]
         WHEN n.n % ${STATE_EVERY} = 1 THEN ARRAY[left(c.county_key, 2)] ELSE '{}' END, 'Tu,Th 09:00-12:00', now()
     FROM directory_centre c CROSS JOIN generate_series(0, 1) k
     CROSS JOIN LATERAL (SELECT CASE WHEN c.source = 'germany' THEN c.external_id::integer END AS n) n
     JOIN directory_service s ON s.source = 'germany'
       AND s.external_id = c.county_key || (ARRAY['mbe','jmd','fsa','amm'])[1 + (n.n + k) % 4]
     WHERE n.n BETWEEN $1 AND $2`,
    [from, to]
  )
  await run(
    `INSERT INTO directory_open_interval (service_at_centre_id, kind, starts_at, ends_at)
     SELECT o.id, 'walk_in', day + interval '9 hours', day + interval '12 hours'
     FROM directory_service_at_centre o
     JOIN (SELECT id, CASE WHEN source = 'germany' THEN external_id::integer END AS n FROM directory_centre) c ON c.id = o.centre_id
     CROSS JOIN generate_series(current_date::timestamptz, current_date + 59, '1 day') day
     WHERE c.n BETWEEN $1 AND $2
       AND extract(isodow FROM day) IN (2, 4)`,
    [from, to]
  )
  await run('ANALYZE')
}
