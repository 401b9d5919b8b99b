import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_LINES, readInvitationFile, type FileReading } from './invitationFile.ts'
import type { InvitationLine } from './model.ts'

const reading: FileReading = {
  language: 'de',
  roleOf: (words) =>
    (({ beratung: 'counsellor', editor: 'editor' }) as const)[words.toLowerCase() as 'editor']
}
const HEAD = 'Name;E-Mail;Rolle;Team;Sprache'
const read = (text: string): readonly InvitationLine[] => {
  const outcome = readInvitationFile(text, reading)
  if (!outcome.done) throw new Error(outcome.reason)
  return outcome.value
}
const faultsOf = (line: string) =>
  read(`${HEAD}\n${line}`)[0]!.faults.map(({ field, key }) => `${field} ${key}`)

describe('a table of colleagues', () => {
  const nora = {
    line: 2,
    written: { name: 'Nora Neu', email: 'nora@example.org', role: 'Beratung', team: 'Nord', language: '' },
    role: 'counsellor',
    language: 'de',
    faults: []
  }

  it.each([
    ['with semicolons', `${HEAD}\nNora Neu;nora@example.org;Beratung;Nord;`],
    ['with commas', 'Name,E-Mail,Rolle,Team\nNora Neu,nora@example.org,Beratung,Nord'],
    ['with tabs', 'Name\tE-Mail\tRolle\tTeam\nNora Neu\tnora@example.org\tBeratung\tNord'],
    ['with a byte order mark', `\uFEFF${HEAD}\nNora Neu;nora@example.org;Beratung;Nord;`],
    ['from Windows', `${HEAD}\r\nNora Neu;nora@example.org;Beratung;Nord;\r\n`],
    [
      'with English headings in another order',
      'Team;Role;E-mail address;NAME\nNord;Beratung;nora@example.org;Nora Neu'
    ],
    [
      'with columns that are not read',
      'Telefon;Name;Mail;Rolle;Team\n1;Nora Neu;nora@example.org;Beratung;Nord'
    ],
    ['with quotation marks', `${HEAD}\n"Nora Neu";"nora@example.org";Beratung;" Nord ";`],
    ['with empty lines', `${HEAD}\nNora Neu;nora@example.org;Beratung;Nord;\n\n;;;;\n`],
    ['with fewer cells than columns', `${HEAD}\nNora Neu;nora@example.org;Beratung;Nord`],
    ['from a spreadsheet that protects its cells', `${HEAD}\n"Nora Neu";nora@example.org;Beratung;Nord;`]
  ])('%s is read', (_, text) => {
    expect(read(text)).toEqual([nora])
  })

  it('names languages in German or English, or none', () => {
    const lines = ['Deutsch', 'ENGLISH', 'en', ''].map(
      (language, n) => `A;a${n}@example.org;editor;;${language}`
    )
    expect(read(`${HEAD}\n${lines.join('\n')}`).map(({ language }) => language)).toEqual([
      'de',
      'en',
      'en',
      'de'
    ])
  })

  it.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    [HEAD, 'empty'],
    [`${HEAD}\n;;;;`, 'empty'],
    ['Nora Neu;nora@example.org;Beratung', 'columns'],
    ['Name;Rolle\nNora;Beratung', 'columns'],
    ['"Name;E-Mail\nRolle', 'columns'],
    ['Name;E-Mail;Mail;Rolle\nA;a@example.org;b@example.org;editor', 'twice'],
    [`Name;E-Mail;Rolle${';x'.repeat(9_997)}\nA`, 'width'],
    [`${HEAD}${'\nA;a@example.org;editor;;'.repeat(MOST_LINES + 1)}`, 'many']
  ])('%# is refused', (text, reason) => {
    expect(readInvitationFile(text, reading)).toEqual({ done: false, reason })
  })

  it('has 200 lines at most', () => {
    const lines = Array.from({ length: MOST_LINES }, (_, n) => `\nA;a${n}@example.org;editor;;`)
    expect(read(`${HEAD}${lines.join('')}`)).toHaveLength(MOST_LINES)
  })
})

describe('a line', () => {
  it.each([
    ['A;a@example.org;editor;;', []],
    [';a@example.org;editor;;', ['name people_name_missing']],
    [`${'A'.repeat(121)};a@example.org;editor;;`, ['name people_text_long']],
    ['A\u202E;a@example.org;editor;;', ['name people_text_characters']],
    ['A;;editor;;', ['email people_email_missing']],
    ['A;a at example.org;editor;;', ['email people_email_wrong']],
    ['A;a@example.org;;;', ['role people_role_missing']],
    ['A;a@example.org;Chefin;;', ['role many_fault_role']],
    ['A;a@example.org;editor;;Klingonisch', ['language many_fault_language']],
    ['A;a@example.org;editor;;constructor', ['language many_fault_language']],
    [
      ';x;y;;z',
      [
        'name people_name_missing',
        'email people_email_wrong',
        'language many_fault_language',
        'role many_fault_role'
      ]
    ],
    ['A;a@example.org;editor;;;zu viel', ['line many_fault_width']],
    ['"A;a@example.org;editor', ['line many_fault_unreadable']]
  ])('%j has the faults %j', (line, faults) => {
    expect(faultsOf(line)).toEqual(faults)
  })

  it('whose address stands further above says so', () => {
    const lines = read(
      `${HEAD}\nA;a@example.org;editor;;\nB;A@Example.ORG;editor;;\nC;c@example.org;editor;;`
    )
    expect(lines.map(({ faults }) => faults)).toEqual([[], [{ field: 'email', key: 'many_fault_twice' }], []])
  })

  it('knows where it stands in the file, also after one of several lines', () => {
    const lines = read(`${HEAD}\n"A\nB";a@example.org;editor;;\nC;c@example.org;editor;;`)
    expect(lines.map(({ line }) => line)).toEqual([2, 4])
  })
})

it('never throws, whatever stands in the file', () => {
  const piece = fc.constantFrom(
    'Name',
    'E-Mail',
    'Rolle',
    ';',
    ',',
    '"',
    '\n',
    '\r',
    '\0',
    '\uFEFF',
    'editor',
    'a@b.de'
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      expect(() => readInvitationFile(pieces.join(''), reading)).not.toThrow()
    })
  )
})
