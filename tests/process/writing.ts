import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { until } from './programs.ts'
import { ask } from './cluster.ts'

/** Writers that go on through every kill. */
export interface Writing {
  /** Waits for that many further acknowledged rows. */
  more(rows: number): Promise<void>
  end(): Promise<void>
  /** Compares what was acknowledged with what is there. */
  compare(): Promise<{ readonly acknowledged: number; readonly lost: readonly string[] }>
}

const WRITERS = 4

/** Writes rows of a table of its own through the application's pools, and remembers which were acknowledged. */
export const startWriting = async (owner: OwnerConnection): Promise<Writing> => {
  await ask(owner, 'CREATE TABLE IF NOT EXISTS scratch_write (id uuid PRIMARY KEY)')
  const database = openDatabase(owner)
  const acknowledged: string[] = []
  let writing = true
  const write = async () => {
    const id = randomUUID()
    await sql`INSERT INTO scratch_write (id) VALUES (${id})`.execute(database.as('owner'))
    acknowledged.push(id)
  }
  const writers = Array.from({ length: WRITERS }, async () => {
    while (writing) await write().catch(() => new Promise((go) => setTimeout(go, 20)))
  })
  return {
    async more(rows) {
      const wanted = acknowledged.length + rows
      await until(`${rows} rows are acknowledged`, () => acknowledged.length >= wanted)
    },
    async end() {
      writing = false
      await Promise.all(writers)
      await database.close()
    },
    async compare() {
      const found = new Set(
        (await ask<{ id: string }>(owner, 'SELECT id FROM scratch_write')).map((row) => row.id)
      )
      return { acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !found.has(id)) }
    }
  }
}
