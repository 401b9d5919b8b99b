import { unprotectCell } from '#platform/csv/csvCell.ts'
import { readCsv, type CsvRow } from '#platform/csv/readCsv.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { FileField, FileFault, InvitationLine, Language, LineFault, Role } from './model.ts'
import { invitationSchema } from './peopleSchemas.ts'

/** Lines of a file that are read at most, without the headings. */
export const MOST_LINES = 200
const MOST_COLUMNS = 20

/** Headings that people write, and the field each means; others are not read. */
const HEADINGS: Readonly<Record<string, FileField>> = {
  name: 'name',
  'e-mail': 'email',
  email: 'email',
  mail: 'email',
  'e-mail-adresse': 'email',
  'mail-adresse': 'email',
  mailadresse: 'email',
  'e-mail address': 'email',
  'email address': 'email',
  sprache: 'language',
  language: 'language',
  rolle: 'role',
  role: 'role',
  team: 'team'
}
const NEEDED: readonly FileField[] = ['name', 'email', 'role']

const LANGUAGES: Readonly<Record<string, Language>> = {
  de: 'de',
  deutsch: 'de',
  german: 'de',
  en: 'en',
  englisch: 'en',
  english: 'en'
}

/** What a file is read with: the roles by what they are called, and the language of those who name none. */
export interface FileReading {
  readonly roleOf: (words: string) => Role | undefined
  readonly language: Language
}

/** Names that differ in capitals and blanks alone are the same. */
export const foldWords = (text: string): string =>
  text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/**
 * Reads a table of colleagues to be invited: a line of headings, German or English, then one colleague a line; columns in
 * any order, between `,`, `;` or tabs; name, mail address and role are needed. What is wrong with a line is told with it.
 * Refuses a table without lines (`empty`), without headings that are needed (`columns`), with a heading twice or too many
 * columns, and with more than 200 lines (`many`). Never throws for a content.
 */
export const readInvitationFile = (
  text: string,
  reading: FileReading
): Outcome<readonly InvitationLine[], FileFault> => {
  const rows = readCsv(Buffer.from(text.replace(/^\uFEFF/, '')))
  const first = rows.next()
  if (first.done) return refuse('empty')
  const fields = fieldsIn(first.value)
  if (!fields.done) return fields
  const lines: InvitationLine[] = []
  for (const row of rows) {
    if (row.cells?.every((cell) => cell.trim() === '')) continue
    if (lines.length === MOST_LINES) return refuse('many')
    lines.push(lineOf(row, fields.value, reading))
  }
  return lines.length > 0 ? done(withDoubles(lines)) : refuse('empty')
}

type Fields = readonly (FileField | undefined)[]

const fieldsIn = ({ cells = [], count }: CsvRow): Outcome<Fields, FileFault> => {
  if (count > MOST_COLUMNS) return refuse('width')
  const fields = cells.map((cell) => {
    const heading = foldWords(unprotectCell(cell))
    return Object.hasOwn(HEADINGS, heading) ? HEADINGS[heading] : undefined
  })
  if (NEEDED.some((field) => !fields.includes(field))) return refuse('columns')
  const known = fields.filter((field) => field !== undefined)
  return new Set(known).size < known.length ? refuse('twice') : done(fields)
}

const NOTHING = { name: '', email: '', language: '', role: '', team: '' }

const lineOf = (
  { line, cells, count }: CsvRow,
  fields: Fields,
  { roleOf, language: usual }: FileReading
): InvitationLine => {
  const found = fields.flatMap((field, at) =>
    field ? [[field, unprotectCell(cells?.[at] ?? '').trim()] as const] : []
  )
  const written = { ...NOTHING, ...Object.fromEntries(found) }
  if (!cells) return { line, written, faults: [{ field: 'line', key: 'many_fault_unreadable' }] }
  if (count > fields.length) return { line, written, faults: [{ field: 'line', key: 'many_fault_width' }] }
  const { name, email, faults } = personIn(written)
  const role = roleOf(written.role)
  const language = written.language === '' ? usual : languageOf(written.language)
  return {
    line,
    written: { ...written, name, email },
    ...(role && { role }),
    ...(language && { language }),
    faults: [
      ...faults,
      ...(language ? [] : [{ field: 'language', key: 'many_fault_language' } as const]),
      ...(role ? [] : [roleFault(written.role)])
    ]
  }
}

const languageOf = (words: string): Language | undefined => {
  const folded = foldWords(words)
  return Object.hasOwn(LANGUAGES, folded) ? LANGUAGES[folded] : undefined
}

const roleFault = (words: string): LineFault => ({
  field: 'role',
  key: words === '' ? 'people_role_missing' : 'many_fault_role'
})

const personSchema = invitationSchema.pick({ name: true, email: true })

const personIn = (
  written: Pick<InvitationLine['written'], 'name' | 'email'>
): { readonly name: string; readonly email: string; readonly faults: readonly LineFault[] } => {
  const { name, email } = written
  const read = personSchema.safeParse({ name, email })
  if (read.success) return { ...read.data, faults: [] }
  const fields = Map.groupBy(read.error.issues, ({ path }) => path[0] as 'name' | 'email')
  return { name, email, faults: [...fields].map(([field, issues]) => ({ field, key: issues[0]!.message })) }
}

/** Says of each line but the first that its address stands there already. */
const withDoubles = (lines: readonly InvitationLine[]): InvitationLine[] => {
  const seen = new Set<string>()
  return lines.map((line) => {
    const email = line.written.email.toLowerCase()
    const double = email !== '' && seen.has(email)
    seen.add(email)
    return double
      ? { ...line, faults: [...line.faults, { field: 'email', key: 'many_fault_twice' } as const] }
      : line
  })
}
