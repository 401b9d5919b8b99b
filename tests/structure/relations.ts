/** The tables, views and functions that migrations make, by name. */
export const relationsMadeBy = (sql: string): string[] => [
  ...new Set(
    [
      ...sql.matchAll(
        /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:UNLOGGED\s+|MATERIALIZED\s+)?(?:TABLE|VIEW|FUNCTION|PROCEDURE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:public\.)?"?([a-z0-9_]+)"?/gi
      )
    ].map((match) => match[1]!)
  )
]

/** The relations that the text names and that neither belong to `module` nor are views of its `friends`. */
export const foreignRelations = (
  text: string,
  module: string,
  friends: readonly string[],
  relations: readonly string[]
): string[] => {
  const named = new Set(text.match(/\b[a-z][a-z0-9_]*\b/g))
  const mayName = (relation: string) =>
    relation.startsWith(`${module}_`) || friends.some((friend) => relation.startsWith(`${friend}_v_`))
  return relations.filter((relation) => named.has(relation) && !mayName(relation))
}
