import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'

/**
 * `npm run bench:backup [GIGABYTES]`: takes a backup of a database with so much content (1 GB unless told), random as what
 * is sealed, and restores it into an empty data folder; says how long each takes, and how much memory at most.
 */
const gigabytes = Number(process.argv[2] ?? 1)
const folder = mkdtempSync('/tmp/anlaufstelle-bench-')
chmodSync(folder, 0o711)
const [data, restored, backups, peakFile] = ['data', 'restored', 'backups', 'peak'].map((name) =>
  join(folder, name)
) as [string, string, string, string]

const ROW = 9_984

const fill = async () => {
  const hold = await openCluster({ dataDirectory: data, as: 'application' })
  const { owner } = hold.cluster
  await prepareDatabase(owner)
  const client = new pg.Client(owner)
  await client.connect()
  await client.query(
    `INSERT INTO access_installation (demo, decided_at) VALUES (false, now());
     INSERT INTO access_organisation (name, runs_installation) VALUES ('Bench', true)`
  )
  await client.query(
    `INSERT INTO directory_provider (organisation_id, source, name, changed_at, description)
     SELECT organisation.id, 'bench', 'Bench', now(),
       (SELECT string_agg(md5(i || ' ' || n), '') FROM generate_series(1, ${ROW / 32}) AS n)
     FROM access_organisation AS organisation, generate_series(1, ${Math.round((gigabytes * 1e9) / ROW)}) AS i`
  )
  await client.end()
  await hold.release()
}

const cli = (name: string, dataDirectory: string, ...args: string[]) => {
  const began = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './scripts/bench/tellPeak.ts', 'src/cli.ts', 'backup', ...args],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        ANLAUFSTELLE_DATA: dataDirectory,
        BENCH_PEAK_FILE: peakFile,
        TZ: 'Europe/Berlin'
      }
    }
  )
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${stdout}${stderr}`)
  const seconds = Math.round((performance.now() - began) / 1000)
  const peak = Math.round(Number(readFileSync(peakFile, 'utf8')) / 1024)
  console.log(`${name.padEnd(10)} ${seconds} s, at most ${peak} MiB`)
  return stdout
}

try {
  await fill()
  const key = cli('key', data, 'key')
  const identity = join(folder, 'identity')
  writeFileSync(identity, /AGE-SECRET-KEY-1\w+/.exec(key)![0])
  cli('create', data, 'create', '--to', backups)
  const archives = Object.fromEntries(
    readdirSync(backups).map((name) => [/content|keys/.exec(name)![0], join(backups, name)])
  ) as { content: string; keys: string }
  console.log(`archive    ${(statSync(archives.content).size / 1e9).toFixed(2)} GB of ${gigabytes} GB`)
  const { content, keys } = archives
  cli(
    'restore',
    restored,
    'restore',
    '--content',
    content,
    '--keys',
    keys,
    '--identity',
    identity,
    '--ledger-lost'
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
