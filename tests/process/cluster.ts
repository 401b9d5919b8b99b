import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describeCluster } from '#platform/db/server/cluster/cluster.ts'
import { findEmbeddedPrograms } from '#platform/db/server/cluster/programs.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'

/** The process id of the database server of a data folder; 0 where none is noted. */
export const postmasterOf = (data: string): number => {
  const file = join(data, 'database/pgdata/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
}

/** How the owner reaches the embedded database of a data folder that an application has made. */
export const ownerOf = (data: string): OwnerConnection => describeCluster(data, findEmbeddedPrograms()).owner

/** The address of a database, as an operator would write it. */
export const addressOf = (owner: OwnerConnection, database: string): string =>
  `postgres://${owner.user}:${owner.password}@localhost/${database}?host=${owner.host}&port=${owner.port}`

/** Runs one statement as the owner. */
export const ask = async <Row extends pg.QueryResultRow>(
  owner: OwnerConnection,
  statement: string,
  values: unknown[] = []
): Promise<Row[]> => {
  const client = new pg.Client(owner)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(statement, values)).rows
  } finally {
    await client.end()
  }
}

/**
 * How many rows each table holds, but for what is computed after the start: what a disturbed start must bring about as well as an undisturbed one.
 */
export const rowCounts = async (owner: OwnerConnection): Promise<Record<string, number>> => {
  const tables = await ask<{ name: string }>(
    owner,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'directory_open_interval'
     ORDER BY 1`
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await ask<{ count: number }>(
      owner,
      `SELECT count(*)::int AS count FROM ${pg.escapeIdentifier(name)}`
    )
    counts[name] = row!.count
  }
  return counts
}
