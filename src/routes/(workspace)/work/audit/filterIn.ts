import { auditFilterSchema, type AuditFilter } from '#modules/access/index.ts'

const FIELDS = ['event', 'actor', 'record', 'from', 'until'] as const

/** What the address asks the audit for; what cannot be meant is left out and named with the text that says so. */
export const filterIn = ({
  searchParams
}: URL): {
  readonly filter: AuditFilter
  readonly typed: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
} => {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, searchParams.get(name) ?? '']))
  const read = auditFilterSchema.safeParse(typed)
  if (read.success) return { filter: read.data, typed, errors: {} }
  const errors = Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[0]), message]))
  const rest = Object.fromEntries(Object.entries(typed).filter(([name]) => !(name in errors)))
  return { filter: auditFilterSchema.parse(rest), typed, errors }
}
