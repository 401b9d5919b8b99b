import pg from 'pg'

/** A rule that rows refer to rows which are there. */
interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
  readonly columns: readonly string[]
  readonly target: string
  readonly targetColumns: readonly string[]
}

/** The foreign keys of a database that were taken away. */
export interface ForeignKeysAside {
  /** Deletes the rows of these tables that refer to nothing, and what refers to them; answers how many. */
  dropDangling(tables: readonly string[]): Promise<number>
  /** Puts them back and checks every row. Throws where one refers to nothing. */
  putBack(): Promise<void>
}

/**
 * Takes all foreign keys of the database away until they are put back in the same transaction, so that tables are
 * filled in any order and rows are checked all at once.
 */
export const putForeignKeysAside = async (client: pg.Client): Promise<ForeignKeysAside> => {
  const keys = await listForeignKeys(client)
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`)
  return {
    async dropDangling(tables) {
      const theirs = keys.filter(({ table }) => tables.includes(table))
      let dropped = 0
      for (;;) {
        let now = 0
        for (const key of theirs) now += (await client.query(deleteDangling(key))).rowCount ?? 0
        dropped += now
        if (now === 0) return dropped
      }
    },
    async putBack() {
      for (const { table, name, definition } of keys)
        await client.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`)
    }
  }
}

const quoted = pg.escapeIdentifier

const listForeignKeys = async (client: pg.Client) => {
  const namesOf = (columns: string, of: string) =>
    `(SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(${columns}) WITH ORDINALITY AS u (attnum, n)
      JOIN pg_attribute a ON a.attrelid = ${of} AND a.attnum = u.attnum)`
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition,
       ${namesOf('conkey', 'conrelid')} AS columns, confrelid::regclass::text AS target,
       ${namesOf('confkey', 'confrelid')} AS "targetColumns"
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`
  )
  return rows
}

/** As the foreign key itself (MATCH SIMPLE): a row with an empty column refers to nothing and is right. */
const deleteDangling = ({ table, columns, target, targetColumns }: ForeignKey) => {
  const filled = columns.map((column) => `referring.${quoted(column)} IS NOT NULL`).join(' AND ')
  const same = columns
    .map((column, n) => `referring.${quoted(column)} = target.${quoted(targetColumns[n]!)}`)
    .join(' AND ')
  return `DELETE FROM ${quoted(table)} AS referring WHERE ${filled}
    AND NOT EXISTS (SELECT FROM ${quoted(target)} AS target WHERE ${same})`
}
