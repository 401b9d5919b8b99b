import { Writable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** A table and those of its columns that hold data: what is computed from others is left out. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

/** Tables that say how far the migrations came: a restored database has its own. */
const OF_MIGRATIONS = ['platform_migration', 'platform_migration_lock']

/** The tables of the program, by name, without those of extensions and of the migrations. */
export const listTables = async (client: pg.Client): Promise<readonly TableShape[]> => {
  const { rows } = await client.query<TableShape>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attgenerated = ''
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')
       AND c.relname <> ALL($1)
     GROUP BY c.relname ORDER BY c.relname`,
    [OF_MIGRATIONS]
  )
  return rows
}

/** Whether nothing of the program was ever made in this database. */
export const isUntouched = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query(
    `SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e') LIMIT 1`
  )
  return rows.length === 0
}

/** Values are written as the next server reads them, whatever the settings of this one. */
const PLAIN_VALUES = `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3; SET LOCAL client_encoding = 'UTF8'`

/** Settles how values are written, until the transaction ends. */
export const writeValuesPlainly = (client: pg.Client): Promise<unknown> => client.query(PLAIN_VALUES)

const listed = ({ name, columns }: TableShape) =>
  `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`

/** The rows of a table in PostgreSQL's text format; `rows` says how many there were, once it was read to its end. */
export const copyOut = (
  client: pg.Client,
  table: TableShape
): { readonly source: AsyncIterable<Uint8Array>; rows(): number } => {
  const source = client.query(copyTo(`COPY ${listed(table)} TO STDOUT`))
  return { source, rows: () => source.rowCount }
}

/** Takes rows in that format into a table, piece by piece. */
export interface CopyingIn {
  write(bytes: Uint8Array): Promise<void>
  /** Ends it and answers how many rows the table got. */
  end(): Promise<number>
  /** Gives it up, so that the transaction can be rolled back. */
  abort(): Promise<void>
}

/** Opens a table for rows. On the connection nothing else is done before the end. */
export const copyIn = (client: pg.Client, table: TableShape): CopyingIn => {
  const target = client.query(copyFrom(`COPY ${listed(table)} FROM STDIN`))
  const writer = (Writable.toWeb(target) as WritableStream<Uint8Array>).getWriter()
  writer.closed.catch(() => undefined)
  return {
    async write(bytes) {
      await writer.ready
      await writer.write(bytes)
    },
    async end() {
      await writer.close()
      return target.rowCount
    },
    abort: () => writer.abort(new Error('given up')).catch(() => undefined)
  }
}
