import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readArchive } from '#platform/backup/server/readArchive.ts'
import { outsideHome } from '#platform/db/server/cluster/databaseAccount.ts'
import { demoColleague } from '#testing/colleagues.ts'
import demonstration from '../../data/demo/accounts.json' with { type: 'json' }
import { ask, ownerOf } from './cluster.ts'
import { createMarkers, searchFolders, writingsIn, writingsOf } from './markers.ts'
import { createVisitor, showPassword, signedInAs, type Answer, type Visitor } from './staff/visitor.ts'
import { node, report, useWorkshop, type RunningApplication } from './workshop.ts'

const MARKERS = process.env['ANLAUFSTELLE_LONG'] === '1' ? 1_000 : 50
const MINUTES = { timeout: 600_000 }

const workshop = useWorkshop()
const data = workshop.demonstration()
const temp = join(workshop.folder, 'temp')
const TEAM = `/work/teams/${demonstration.team.id}`
const LEAD = demonstration.accounts.find(({ role }) => role === 'teamLead')!
const query = <Row extends Record<string, unknown>>(statement: string, values: unknown[] = []) =>
  ask<Row>(ownerOf(data), statement, values)

/** What is confidential; addresses of nobody, which the form shows again; and what is in the clear, so that the search is seen to find. */
const [secret, address, open] = [createMarkers(), createMarkers(), createMarkers()]
let application: RunningApplication
let [counsellor, lead, editor, begun, portal]: Visitor[] = []
let slugs: string[]
/** What was kept, for those who may read it. */
const kept = { notes: [] as string[], reports: [] as string[], drafts: [] as string[] }
let written = 0
/** Where a marker came back to somebody who is not its writer at their form. */
const leaks: string[] = []

/** Only a form that is shown again to whoever filled it in may say what they typed. */
const watch = (asked: string, { status, body, headers }: Answer) => {
  const again = status === 400 && /^POST .*(?:\?\/(?:write|change)|\/report)$/.test(asked)
  const read = status === 200 && mayRead.some((page) => asked === `GET ${page}`)
  if (!again && !read && writingsIn(Buffer.from(body), secret.stem).length > 0)
    leaks.push(`${status} ${asked}`)
  if (JSON.stringify(headers).includes(secret.stem)) leaks.push(`${status} ${asked}, in a header`)
}
const mayRead = [TEAM, '/work/mistakes']

const shared = { id: randomUUID(), written: false }
const seenOf = (body: string, id: string) =>
  new RegExp(`name="id" value="${id}"[^]*?name="seen" value="([^"]+)"`).exec(body)![1]!

const note = (words: string, fields = {}) =>
  counsellor!.post(`${TEAM}?/write`, { id: randomUUID(), words, ...fields })
const tell = (words: string, fields: Record<string, string> = { hours: 'yes' }) =>
  portal!.post(`/de/centre/${slugs[written % slugs.length]}/report`, { key: randomUUID(), words, ...fields })

/** Each confidential field through its form, as it is meant and as it is refused; with the statuses that may answer. */
const FORMS: Readonly<Record<string, readonly [(marker: string) => Promise<Answer>, ...number[]]>> = {
  'a note': [(marker) => (kept.notes.push(marker), note(marker)), 303],
  'a note that is changed': [
    async (words) => {
      if (!shared.written) await counsellor!.post(`${TEAM}?/write`, { id: shared.id, words: secret.next() })
      shared.written = true
      const seen = seenOf((await counsellor!.get(TEAM)).body, shared.id)
      return counsellor!.post(`${TEAM}?/change`, { id: shared.id, seen, words })
    },
    303
  ],
  'a note that is deleted': [
    async (words) => {
      const id = randomUUID()
      await counsellor!.post(`${TEAM}?/write`, { id, words })
      return counsellor!.post(`${TEAM}?/delete`, { id })
    },
    303
  ],
  'a note that is too long': [(marker) => note(marker.padEnd(4_001, 'x')), 400],
  'a note with another token': [(marker) => note(marker, { csrf: 'A'.repeat(43) }), 403],
  'a note with a byte that no text has': [(marker) => note(`${marker}\0`), 400],
  'a note for no team': [
    (words) => counsellor!.post(`/work/teams/${randomUUID()}?/write`, { id: randomUUID(), words }),
    404
  ],
  'a note as no form sends it': [
    (words) =>
      counsellor!.send('POST', `${TEAM}?/write`, {
        body: JSON.stringify({ words }),
        headers: { origin: counsellor!.address, 'content-type': 'application/json' }
      }),
    400,
    403,
    415
  ],
  'a note after the session': [
    (words) => (kept.drafts.push(words), lead!.post(`${TEAM}?/write`, { id: randomUUID(), words })),
    303
  ],
  'a report': [(marker) => (kept.reports.push(marker), tell(marker)), 303],
  'a report that is too long': [(marker) => tell(marker.padEnd(1_001, 'x')), 400],
  'a report with nothing ticked': [(marker) => tell(marker, {}), 400],
  'a password and an address that nobody has': [
    (password) => portal!.post('/sign-in', { email: `${address.next()}@verein.example`, password }),
    400,
    429
  ],
  'a code at the second step': [(code) => begun!.post('/sign-in/second?/totp', { code }), 400, 429],
  'a one-time code': [(code) => begun!.post('/sign-in/second?/oneTimeCode', { code }), 400, 429],
  'a password to confirm': [
    (password) => editor!.post('/confirm?/code', { password, code: '000000' }),
    400,
    429
  ],
  'a new password': [
    (password) => editor!.post('/work/profile/password', { current: secret.next(), password }),
    400,
    429
  ],
  'a recovery sheet': [(code) => editor!.post('/work/profile/key?/test', { code }), 400, 429],
  'a password at an address of a mail': [
    (password) => portal!.post(`/password/${'A'.repeat(43)}`, { password }),
    303
  ]
}

beforeAll(async () => {
  mkdirSync(temp, { mode: 0o777 })
  application = await workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_LOG: 'debug', TMPDIR: temp })
  const at = application.address
  const admin = await signedInAs(at, 'organisationAdmin')
  counsellor = await signedInAs(at, 'counsellor', { watch })
  lead = await signedInAs(at, 'teamLead', { watch })
  editor = await signedInAs(at, 'editor', { watch })
  begun = createVisitor(at, { watch })
  await showPassword(begun, demoColleague('funding'))
  await begun.get('/sign-in/second')
  portal = createVisitor(at, { watch })
  const given = await admin.post('/work/teams?/duty', {
    duty: 'mistakeReports',
    teamId: demonstration.team.id
  })
  expect(given.status).toBe(303)
  expect((await admin.post('/work/teams?/create', { id: randomUUID(), name: open.next() })).status).toBe(303)
  slugs = (
    await query<{ slug: string }>('SELECT slug FROM directory_centre WHERE archived_at IS NULL ORDER BY slug')
  ).map(({ slug }) => slug)
  await query("UPDATE access_session SET seen_at = seen_at - interval '31 minutes' WHERE account_id = $1", [
    LEAD.id
  ])
})

test('markers are written through the forms', MINUTES, async () => {
  const each = Math.ceil(MARKERS / Object.keys(FORMS).length)
  for (let n = 0; n < each; n++)
    for (const [what, [send, ...statuses]] of Object.entries(FORMS)) {
      const { status, body } = await send(secret.next())
      expect(statuses, `${what}: ${status} ${body.slice(0, 200)}`).toContain(status)
      written += 1
    }
})

describe('a fault while words are kept', () => {
  test.each([
    ['desk_team_note', () => note(secret.next())],
    ['directory_mistake_words', () => tell(secret.next())],
    ['access_audit_head', () => note(secret.next())]
  ])('in %s says nothing of them', async (table, send) => {
    await query(`ALTER TABLE ${table} ADD CONSTRAINT scratch CHECK (false) NOT VALID`)
    expect((await send()).status).toBe(500)
    await query(`ALTER TABLE ${table} DROP CONSTRAINT scratch`)
    written += 1
  })
})

test('who may read them does, each word', async () => {
  const [notes, reports] = [await counsellor!.get(TEAM), await counsellor!.get('/work/mistakes')]
  expect(kept.notes.filter((marker) => !notes.body.includes(marker))).toEqual([])
  expect(kept.reports.slice(0, 100).filter((marker) => !reports.body.includes(marker))).toEqual([])
  const back = await signedInAs(application.address, 'teamLead')
  const drafts = [...(await back.get('/work')).body.matchAll(/\/work\/drafts\/[\w-]{36}/g)].map(String)
  const bodies = await Promise.all([...new Set(drafts)].map(async (path) => (await back.get(path)).body))
  const [last] = kept.drafts.slice(-1)
  expect(bodies.join()).toContain(last)
  expect((await back.get(TEAM)).body, 'who waits for the key').not.toContain(secret.stem)
})

test('nobody else is shown one, on no page and in no mail', async () => {
  for (const role of ['editor', 'organisationAdmin', 'systemAdmin', 'dataProtectionOfficer']) {
    const somebody = role === 'editor' ? editor! : await signedInAs(application.address, role, { watch })
    const pages = ['', '/teams', '/people', '/audit', '/audit/export', '/system', '/outbox', '/mistakes']
    for (const page of pages) await somebody.get(`/work${page}`)
    const mails = [...(await somebody.get('/work/outbox')).body.matchAll(/\/work\/outbox\/[\w-]{36}/g)]
    for (const mail of mails) await somebody.get(String(mail))
    await somebody.get(TEAM)
  }
  for (const slug of slugs.slice(0, 3)) await portal!.get(`/de/centre/${slug}`)
  expect(leaks).toEqual([])
})

test('a search finds a word however it is written', () => {
  for (const [name, writing] of Object.entries(writingsOf(secret.stem)))
    expect(writingsIn(Buffer.concat([Buffer.from('…'), writing, Buffer.of(0)]), secret.stem)).toContain(name)
  for (const before of ['', 'a', 'ab', 'abc'])
    for (const coding of ['base64', 'base64url'] as const) {
      const coded = Buffer.from(`${before}${secret.stem}-7`).toString(coding)
      expect(writingsIn(Buffer.from(coded), secret.stem), before).not.toEqual([])
    }
  expect(writingsIn(Buffer.from(open.stem), secret.stem)).toEqual([])
})

test(
  'no byte of what is left holds one: database files, logs, temporary files, archives',
  MINUTES,
  async () => {
    const [backups, identity] = [join(workshop.folder, 'backups'), join(workshop.folder, 'identity.txt')]
    const call = async (...args: string[]) => {
      const settings = { ANLAUFSTELLE_DATA: data, TMPDIR: temp }
      const { code, stdout } = await workshop.run(settings, {
        command: [node, 'src/cli.ts', 'backup', ...args]
      }).ended
      expect(code, stdout).toBe(0)
      return stdout
    }
    const [key] = /AGE-SECRET-KEY-1\w+/.exec(await call('key'))!
    writeFileSync(identity, key)
    await call('create', '--to', backups)
    const folders = [data, temp, outsideHome(data)].filter((folder) => existsSync(folder))
    const words = [secret.stem, address.stem]
    const running = searchFolders(folders, words)
    const { stdout, stderr } = await application.stop()
    const stopped = searchFolders(folders, words)
    const archives = new Map<string, Buffer>()
    for (const name of readdirSync(backups)) {
      const entries: Uint8Array[] = []
      for await (const { bytes } of readArchive(join(backups, name), [key])) entries.push(bytes)
      archives.set(name, Buffer.concat(entries))
    }
    const all = [...archives.values()]
    expect([running.found, stopped.found]).toEqual([[], []])
    for (const word of words) {
      expect(writingsIn(Buffer.from(stdout + stderr), word)).toEqual([])
      expect(all.map((archive) => writingsIn(archive, word))).toEqual([[], []])
    }

    expect(searchFolders([data], [open.stem]).found, 'what is in the clear is found').not.toEqual([])
    expect(all.flatMap((archive) => writingsIn(archive, open.stem))).toContain('plain')
    expect(stdout + stderr, 'the log speaks').toMatch(/"level":"error"/)
    const bytes = stopped.bytes + all.reduce((sum, { length }) => sum + length, 0)
    report(
      `${written} markers through ${Object.keys(FORMS).length} forms: none in ${Math.round(bytes / 1e6)} MB`
    )
  }
)
