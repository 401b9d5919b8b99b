import type { OwnerConnection } from '#platform/db/server/connection.ts'
import type { ColumnClasses, TableClasses } from '#platform/db/columnClasses.ts'
import { queryAsOwner } from '#testing/testDatabase.ts'

/** A column as the database has it. */
export interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly comment: string | null
  /** The comment on its table. */
  readonly about: string
}

const COLUMNS = `SELECT c.relname AS table, a.attname AS name, a.atttypid::regtype::text AS type,
    col_description(c.oid, a.attnum) AS comment, obj_description(c.oid, 'pg_class') AS about
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND c.relname NOT IN ('platform_migration', 'platform_migration_lock')
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')
  ORDER BY 1, a.attnum`

/** Every column of every table of ours, in order. */
export const columnsOf = async (owner: OwnerConnection): Promise<Column[]> =>
  (await queryAsOwner<Column>(owner, COLUMNS)).rows

/** Classes of what is no word that could be read: it is kept as bytes. */
const OPAQUE = ['hashed', 'ownerSealed', 'teamSealed', 'serverHeld'] as const

/** The columns of a class. */
export const namesIn = (classes: ColumnClasses, kind: keyof ColumnClasses): readonly string[] => {
  if (kind === 'serverHeld') return Object.keys(classes.serverHeld ?? {})
  return classes[kind] ?? []
}

const faultsOfTable = (table: string, columns: readonly Column[], classes: TableClasses | undefined) => {
  if (!classes) return [`${table}: no classes are declared`]
  const isPersonal = (column: Column) =>
    column.comment?.startsWith('Person:') === true || column.name === 'account_id'
  if (classes === 'impersonal')
    return columns.filter(isPersonal).map(({ name }) => `${table}.${name}: about a person`)
  const opaque = OPAQUE.flatMap((kind) => namesIn(classes, kind))
  const declared = [...namesIn(classes, 'clear'), ...opaque]
  const there = new Set(columns.map(({ name }) => name))
  return [
    ...columns.filter(({ name }) => !declared.includes(name)).map(({ name }) => `${table}.${name}: no class`),
    ...declared.filter((name) => !there.has(name)).map((name) => `${table}.${name}: not there`),
    ...declared
      .filter((name, n) => declared.indexOf(name) !== n)
      .map((name) => `${table}.${name}: two classes`),
    ...columns
      .filter(({ name, type }) => opaque.includes(name) && type !== 'bytea')
      .map(({ name }) => `${table}.${name}: can be read`)
  ]
}

/** Where the tables of a database and the classes that are declared of them do not go together. */
export const classFaults = async (
  owner: OwnerConnection,
  declared: Readonly<Record<string, TableClasses>>
): Promise<string[]> => {
  const tables = Map.groupBy(await columnsOf(owner), ({ table }) => table)
  return [
    ...[...tables].flatMap(([table, columns]) => faultsOfTable(table, columns, declared[table])),
    ...Object.keys(declared)
      .filter((table) => !tables.has(table))
      .map((table) => `${table}: not there`)
  ]
}
