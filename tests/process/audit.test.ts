import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#modules/access/index.ts'
import { ask, ownerOf } from './cluster.ts'
import { until } from './programs.ts'
import { node, useWorkshop, type RunningApplication } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
const settings = { ANLAUFSTELLE_DATA: data }
const copy = join(workshop.folder, 'copy.jsonl')
let application: RunningApplication
let organisation: string
let key: string

const call = async (...args: string[]) => {
  const command = [node, 'src/cli.ts', 'access', ...args]
  const { code, stdout } = await workshop.run({ ...settings, LANG: 'de_DE.UTF-8' }, { command }).ended
  return { code, lines: stdout.trimEnd().split('\n') }
}
const query = (statement: string) => ask(ownerOf(data), statement.replaceAll('ORG', `'${organisation}'`))
const append = (many: number) =>
  query(`SELECT set_config('app.org', ORG, false);
    DO $$ BEGIN FOR n IN 1..${many} LOOP
      PERFORM access_audit_append('access.team.created', NULL, 'team', gen_random_uuid(), '{}');
    END LOOP; END $$`)
const tamper = (statement: string) =>
  query(`ALTER TABLE access_audit_event DISABLE TRIGGER access_audit_event_unchangeable; ${statement};
    ALTER TABLE access_audit_event ENABLE ALWAYS TRIGGER access_audit_event_unchangeable`)
const anchorsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { position: number }).position)
const own = () => join(data, 'anchors', `${organisation}.jsonl`)

beforeAll(async () => {
  application = await workshop.start(settings)
  const [row] = await ask<{ id: string }>(ownerOf(data), 'SELECT id FROM access_organisation')
  organisation = row!.id
  await until('somebody of every role may sign in', async () => {
    const [roles] = (await query(
      'SELECT count(DISTINCT role)::int AS count FROM access_role_grant WHERE organisation_id = ORG'
    )) as { count: number }[]
    return roles!.count === ROLES.length
  })
})

const head = async () => {
  const [row] = (await query('SELECT position::int FROM access_audit_head WHERE organisation_id = ORG')) as {
    position: number
  }[]
  return row!.position
}

test('the first start of a demonstration is the first entry, and has an anchor', async () => {
  expect(readdirSync(join(data, 'anchors')).filter((name) => name.endsWith('.jsonl'))).toEqual([
    `${organisation}.jsonl`
  ])
  expect(anchorsIn(own())[0]).toBeGreaterThanOrEqual(1)
})

test('what was written down since is anchored when the application stops', async () => {
  await append(20)
  const last = await head()
  expect(await application.stop()).toMatchObject({ code: 0, stderr: '' })
  expect(anchorsIn(own()).at(-1)).toBe(last)
  application = await workshop.start(settings)
  expect(await head()).toBe(last)
  expect(anchorsIn(own()).at(-1)).toBe(last)
})

describe('the command', () => {
  test('prints the public key, and finds an untouched audit whole', async () => {
    const printed = await call('anchor-key')
    expect(printed).toMatchObject({ code: 0, lines: [expect.stringMatching(/^[\w-]{43}$/)] })
    key = printed.lines[0]!
    copyFileSync(own(), copy)
    const position = anchorsIn(own()).at(-1)!
    expect(await call('verify-audit', '--anchor', copy, '--key', key)).toEqual({
      code: 0,
      lines: [
        `${position} Einträge geprüft.`,
        'Kein Eintrag wurde geändert, entfernt, eingefügt oder umgestellt.',
        'Anker bestätigen das Protokoll bis zum letzten Eintrag.'
      ]
    })
  })

  test('says how many entries no anchor has seen yet', async () => {
    await append(2)
    const { code, lines } = await call('verify-audit')
    expect(code).toBe(0)
    expect(lines.at(-1)).toMatch(/2 Einträge sind jünger als der letzte Anker\.$/)
  })

  test('called wrongly says what is wrong with the call', async () => {
    const calls = [
      [['--key', 'short'], 'Ein öffentlicher Schlüssel hat 43 Zeichen: access anchor-key zeigt ihn.'],
      [['--anchor', 'missing.jsonl'], 'Die Datei missing.jsonl gibt es nicht.'],
      [['--anchor', 'package.json'], 'In der Datei package.json steht kein Anker dieser Organisation.'],
      [['--verbose'], 'So geht der Befehl: access verify-audit [--anchor FILE]… [--key PUBLIC]']
    ] as const
    const said = await Promise.all(calls.map(([args]) => call('verify-audit', ...args)))
    expect(said).toEqual(calls.map(([, line]) => ({ code: 2, lines: [line] })))
  })

  test('counts no anchor that another key signed', async () => {
    const other = 'A'.repeat(43)
    const { code, lines } = await call('verify-audit', '--key', other)
    expect(code).toBe(1)
    expect(lines).toContain(
      `Anker bei Eintrag ${anchorsIn(own())[0]}: Er ist nicht mit diesem Schlüssel unterschrieben und zählt nicht.`
    )
  })

  test('tells the position of an edited entry', async () => {
    await tamper(
      `UPDATE access_audit_event SET record_id = gen_random_uuid() WHERE organisation_id = ORG AND position = 7`
    )
    const { code, lines } = await call('verify-audit')
    expect(code).toBe(1)
    expect(lines).toContain('Eintrag 7: Sein Inhalt wurde geändert.')
  })

  test('finds an audit that was hashed anew, by a copy of the anchors that was kept elsewhere', async () => {
    await tamper(`DO $$
      DECLARE entry access_audit_event; before bytea := decode(repeat('00', 32), 'hex');
      BEGIN
        FOR entry IN SELECT * FROM access_audit_event WHERE organisation_id = ORG ORDER BY position LOOP
          entry.previous_hash := before;
          before := access_audit_hash(entry);
          UPDATE access_audit_event SET previous_hash = entry.previous_hash, hash = before
            WHERE organisation_id = ORG AND position = entry.position;
        END LOOP;
        UPDATE access_audit_head SET hash = before WHERE organisation_id = ORG;
      END $$`)
    rmSync(own())
    expect((await call('verify-audit')).code).toBe(0)
    const { code, lines } = await call('verify-audit', '--anchor', copy, '--key', key)
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe(
      'Das Protokoll ist nicht in Ordnung. docs/how-to/audit.md sagt, was jetzt zu tun ist.'
    )
    expect(lines.some((line) => line.includes('neu geschrieben'))).toBe(true)
  })
})

test('an application whose audit contradicts its anchors says so, writes none, and stops in order', async () => {
  writeFileSync(own(), readFileSync(copy))
  await append(1)
  const { code, stderr, stdout } = await application.stop()
  expect(code).toBe(0)
  expect(`${stdout}${stderr}`).toMatch(/audit\.anchor\.refused.*rewritten/)
  expect(anchorsIn(own())).toEqual(anchorsIn(copy))
})
