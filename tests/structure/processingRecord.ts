import { format, resolveConfig } from 'prettier'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import type { ColumnClasses, TableClasses } from '#platform/db/columnClasses.ts'
import { columnsOf, namesIn, type Column } from './classFaults.ts'

const READERS = {
  clear: 'whoever reads the database',
  hashed: 'nobody; a word that is shown is held against it',
  ownerSealed: 'the one whose row it is, in their own session',
  teamSealed: 'members of the team, in their own sessions',
  serverHeld: 'the server, with its key'
} as const satisfies Record<keyof ColumnClasses, string>
const KINDS = Object.keys(READERS) as (keyof ColumnClasses)[]

const HEAD = `# Record of processing

What the database keeps about persons, table by table (for the record of Art. 30 GDPR). Written from the database's own comments and the classes of columns that
every module declares; the test of the structure writes it anew with \`vitest run --project database -u tests/structure/columnClasses\`. Purposes, recipients
and measures of an installation are told in [data protection](data-protection.md).
`

const partOf = (table: string, columns: readonly Column[], classes: ColumnClasses): string => {
  const destroyed = Object.entries(classes.serverHeld ?? {}).map(
    ([name, held]) => `\`${name}\`: destroyed ${held!.destroyed}.`
  )
  const readers = KINDS.filter((kind) => namesIn(classes, kind).length > 0).map(
    (kind) =>
      `| ${READERS[kind]} | ${namesIn(classes, kind)
        .map((name) => `\`${name}\``)
        .join(', ')} |`
  )
  const told = columns
    .filter(({ comment }) => comment !== null)
    .map(({ name, comment }) => `- \`${name}\`: ${comment!.replace(/^Person: /, '')}`)
  return [
    `## ${table}`,
    columns[0]!.about,
    ['| who can read | columns |', '| --- | --- |', ...readers].join('\n'),
    [...told, ...destroyed.map((line) => `- ${line}`)].join('\n')
  ].join('\n\n')
}

/** The record of what a database keeps about persons, in Markdown. */
export const processingRecord = async (
  owner: OwnerConnection,
  declared: Readonly<Record<string, TableClasses>>
): Promise<string> => {
  const tables = Map.groupBy(await columnsOf(owner), ({ table }) => table)
  const parts = [...tables].flatMap(([table, columns]) => {
    const classes = declared[table]
    return classes && classes !== 'impersonal' ? [partOf(table, columns, classes)] : []
  })
  const impersonal = [...tables.keys()].filter((table) => declared[table] === 'impersonal')
  const rest = `## Nothing about persons\n\n${impersonal.map((table) => `\`${table}\``).join(', ')}`
  const config = await resolveConfig('docs/records-of-processing.md')
  return format([HEAD, ...parts, rest].join('\n\n'), { ...config, parser: 'markdown' })
}
