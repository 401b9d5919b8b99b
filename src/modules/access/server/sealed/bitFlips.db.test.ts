import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { listOutbox } from '#platform/mail/server/outboxQueries.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { RecordKeyId, SignedIn, TeamId, UserKeyWay } from '../../model.ts'
import {
  aBegunSession,
  aColleague,
  anAccount,
  aSignIn,
  aTeam,
  aTeamMember,
  type TestAccount
} from '../../testing/factories.ts'
import { checkAudit } from '../checkAudit.ts'
import { keepDraft } from '../drafts.ts'
import { confirmByTotp, findSession, listDrafts, openDraft, passTeamKeysOn } from '../index.ts'
import { openByWays } from '../openByWays.ts'
import { storePassword } from '../passwords/passwordWork.ts'
import { recordEvent } from '../recordEvent.ts'
import { totpCode } from '../totp.ts'
import { wrapUnder } from '../userKeys.ts'
import { openForActor } from './openForActor.ts'
import { sealToTeam } from './sealToTeam.ts'

const FLIPS = process.env['ANLAUFSTELLE_LONG'] === '1' ? 1_000 : 150

const db = useTestDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')
const later = fixedClock('2026-11-23T09:02:00Z')
let organisation: OrganisationId
let team: TeamId
const owner = () => db.ctx('owner', organisation, clock)
const auth = (when = clock) => db.ctx('app_auth', organisation, when)
const workOf = (session: SignedIn): Ctx => db.ctx('app_work', organisation, clock, session.actor)
const query = async <Row = Record<string, unknown>>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows

/** What is stored of each kind, made before the tests. */
const stored = {} as {
  /** Two members of the team, who hold its key. */
  first: SignedIn
  second: SignedIn
  /** Notes as a module's table keeps them: the portal's, a member's, the portal's. */
  notes: { row: string; keyId: RecordKeyId }[]
  /** A colleague whose key opens in every way, and the key that each way gives. */
  owner: SignedIn
  factorId: string
  ways: Map<UserKeyWay, Buffer>
  account: TestAccount
  token: string
  draft: string
  mail: string
  audited: OrganisationId
  entry: Buffer
}

const TABLE = 'scratch_note'
const textOf = (row: string) => `Text ${row}`
/** Writes a note for the team, as the portal does or as a member. */
const write = async (session?: SignedIn) => {
  const ctx = session ? workOf(session) : db.ctx('app_portal', organisation, clock)
  const row = randomUUID()
  const confided = { teamId: team, table: TABLE, row, texts: { words: textOf(row) } }
  const sealed = await ctx.write((tx) => sealToTeam(tx, ctx, confided, session))
  return sealed && { row, ...sealed }
}

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  team = await aTeam(owner())
  const [first, second] = [await aTeamMember(owner(), team), await aTeamMember(owner(), team)]
  await passTeamKeysOn(workOf(first), first, second.accountId)
  Object.assign(stored, { first, second })
  await storeNotes()
  await storeWays()
  await storeAccount()
  await storeMails()
  await storeAudit()
}, 120_000)
afterAll(() => process.stdout.write(`figure: ${turned} bits turned one by one\n`))

const storeNotes = async () => {
  await query('CREATE TABLE scratch_note (id uuid, key_id uuid, words bytea)')
  stored.notes = []
  for (const by of [undefined, stored.first, undefined]) {
    const { row, keyId, columns } = (await write(by))!
    await query('INSERT INTO scratch_note VALUES ($1, $2, $3)', row, keyId, columns.words)
    stored.notes.push({ row, keyId })
  }
}

const storeWays = async () => {
  stored.owner = await aTeamMember(owner(), await aTeam(owner()))
  const { accountId, userKey } = stored.owner
  const factors = await query<{ id: string }>(
    'SELECT id FROM access_second_factor WHERE account_id = $1',
    accountId
  )
  stored.factorId = factors[0]!.id
  stored.ways = new Map()
  const passphrase = (await storePassword('vier blaue Stühle'))!
  for (const way of ['password', 'recoverySheet', 'passphrase', 'passkey'] as const) {
    stored.ways.set(way, randomBytes(32))
    const shown = { ...shownOf(way), ...(way === 'passphrase' && { passphrase }) }
    await owner().write((tx) => wrapUnder(tx, owner(), { ...shown, accountId, key: userKey! }))
  }
}
const shownOf = (way: UserKeyWay) => ({
  way,
  wrappingKey: stored.ways.get(way)!,
  ...(way === 'passkey' && { factorId: stored.factorId })
})

const DRAFT = { path: '/work/teams', fields: { words: 'Entwurf' }, uploads: [] }
const storeAccount = async () => {
  stored.account = await anAccount(owner())
  const { token, session } = await aSignIn(auth(), stored.account)
  stored.token = token
  await keepDraft(auth(), session.accountId, DRAFT)
  stored.draft = (await listDrafts(workOf(session), session))[0]!.id
}

const storeMails = async () => {
  for (let n = 0; n < 2; n++) {
    stored.mail = randomUUID()
    const content = { id: stored.mail, to: 'a@verein.example', subject: 'Hinweis', text: 'Guten Tag' }
    await owner().write((tx) => sendMail(tx, owner(), content))
  }
  await query(`UPDATE platform_outbox SET state = 'shown', next_attempt_at = NULL, settled_at = now()`)
}

const storeAudit = async () => {
  stored.audited = await db.addOrganisation('Geprüfter Verein')
  const actor = await aColleague(db.ctx('owner', stored.audited, clock))
  const ctx = db.ctx('app_work', stored.audited, clock, actor)
  for (let count = 0; count < 30; count++) {
    const record = { kind: 'account', id: randomUUID() } as const
    await ctx.write((tx) =>
      recordEvent(tx, ctx, { event: 'access.codes.renewed', record, payload: { count } })
    )
  }
  await query('ALTER TABLE access_audit_event DISABLE TRIGGER access_audit_event_unchangeable')
  const [row] = await query<{ hash: Buffer }>(
    'SELECT hash FROM access_audit_event WHERE organisation_id = $1 AND position = 7',
    stored.audited
  )
  stored.entry = row!.hash
}

/** What a list of all notes shows a member: `true` for the text that was written, `another` for any else. */
const listed = async () => {
  const kept = await query<{ id: string; key_id: RecordKeyId; words: Buffer }>('SELECT * FROM scratch_note')
  const rows = stored.notes.map(({ row, keyId }) => ({
    row,
    keyId,
    columns: { words: kept.find(({ id }) => id === row)!.words }
  }))
  const ctx = workOf(stored.second)
  const opened = await ctx.read((tx) => openForActor(tx, ctx, stored.second, TABLE, rows))
  return opened.map((one, n) => {
    if (one.state !== 'open') return one.state
    return one.texts.words === textOf(rows[n]!.row) || 'another'
  })
}

const opensBy = (way: UserKeyWay) => async () => {
  const session = { accountId: stored.owner.accountId, userKey: undefined }
  const { userKey } = await auth().write((tx) => openByWays(tx, auth(), session, [shownOf(way)]))
  return userKey ? Buffer.from(userKey).equals(stored.owner.userKey!) || 'another' : false
}

/** One kind of what is stored: a value of it, and what comes of using it, whole and with a bit turned. */
interface Kind {
  readonly table: string
  readonly column: string
  readonly where: string
  /** Of the condition, from `$2` on. */
  readonly values: () => readonly unknown[]
  readonly use: () => Promise<unknown>
  readonly whole: unknown
  readonly damaged: unknown
  /** SQL of the value with bit `$1` turned, and as it was where that is done again. Bytes unless told. */
  readonly turn?: string
}

const BIT = '$1::bigint'
const turnIn = (bytes: string) => {
  const bit = `${BIT} % (length(${bytes}) * 8)`
  return `set_bit(${bytes}, ${bit}, 1 - get_bit(${bytes}, ${bit}))`
}
const turnInId = (column: string) =>
  `encode(${turnIn(`decode(replace(${column}::text, '-', ''), 'hex')`)}, 'hex')::uuid`

const list = (table: string, column: string, note: number): Kind => ({
  table,
  column,
  where: 'id = $2',
  values: () => [table === TABLE ? stored.notes[note]!.row : stored.notes[note]!.keyId],
  use: listed,
  whole: [true, true, true],
  damaged: [true, true, true].with(note, 'damaged' as never)
})
const way = (name: UserKeyWay): Kind => ({
  table: 'access_user_key_wrap',
  column: 'sealed',
  where: 'account_id = $2 AND way = $3',
  values: () => [stored.owner.accountId, name],
  use: opensBy(name),
  whole: true,
  damaged: false
})
const half = (table: 'access_team_key' | 'access_user_key', column: string): Kind => ({
  table,
  column,
  where: table === 'access_team_key' ? 'team_id = $2' : 'account_id = $2',
  values: () => [table === 'access_team_key' ? team : stored.first.accountId],
  use: async () => (await write()) !== undefined,
  whole: true,
  damaged: false
})
const audit = (column: string, turn = turnIn(column)): Kind => ({
  table: 'access_audit_event',
  column,
  where: column === 'hash' ? 'organisation_id = $2 AND position = 7' : 'organisation_id = $2 AND hash = $3',
  values: () => (column === 'hash' ? [stored.audited] : [stored.audited, stored.entry]),
  use: async () => (await checkAudit(owner(), stored.audited, [], '')).faults.length,
  whole: 0,
  damaged: expect.toSatisfy((faults: number) => faults > 0),
  turn
})

const KINDS: Readonly<Record<string, Kind>> = {
  'a text of a record': list(TABLE, 'words', 1),
  'a record’s key, wrapped under the secret': list('access_record_key', 'wrapped', 1),
  'a record’s key, sealed by the portal': list('access_record_key', 'wrapped', 2),
  'a team’s key, as a member holds it': {
    table: 'access_team_key_wrap',
    column: 'sealed',
    where: 'account_id = $2',
    values: () => [stored.second.accountId],
    use: listed,
    whole: [true, true, true],
    damaged: ['closed', 'closed', 'closed']
  },
  'a team’s public half': half('access_team_key', 'public_key'),
  'the signature under it': half('access_team_key', 'signature'),
  'a colleague’s public half': half('access_user_key', 'public_key'),
  'the half that checks their signature': half('access_user_key', 'signing_key'),
  'the server’s word on both': half('access_user_key', 'proof'),
  'a key under a password': way('password'),
  'a key under a recovery sheet': way('recoverySheet'),
  'a key under a passphrase': way('passphrase'),
  'a key under a passkey': way('passkey'),
  'a key in a session': {
    table: 'access_session',
    column: 'user_key',
    where: 'account_id = $2 AND user_key IS NOT NULL',
    values: () => [stored.account.id],
    use: async () => {
      const session = await findSession(auth(), stored.token)
      return [session?.accountId === stored.account.id, session?.userKey !== undefined]
    },
    whole: [true, true],
    damaged: [true, false]
  },
  'a draft': {
    table: 'access_draft',
    column: 'sealed',
    where: 'id = $2',
    values: () => [stored.draft],
    use: async () => {
      const session = (await findSession(auth(), stored.token))!
      const opened = await openDraft(workOf(session), session, stored.draft)
      return opened.done && opened.value.content
    },
    whole: DRAFT,
    damaged: undefined
  },
  'the secret of an authenticator app': {
    table: 'access_second_factor',
    column: 'totp_secret',
    where: 'account_id = $2',
    values: () => [stored.account.id],
    use: async () => {
      await query('DELETE FROM access_delay')
      await query(
        'UPDATE access_second_factor SET totp_last_step = 0 WHERE account_id = $1',
        stored.account.id
      )
      const { session } = await aBegunSession(auth(later), stored.account)
      return (await confirmByTotp(auth(later), session, totpCode(stored.account.totp!, later.now()))).done
    },
    whole: true,
    damaged: false
  },
  'a mail that a demonstration shows': {
    table: 'platform_outbox',
    column: 'sealed',
    where: 'id = $2',
    values: () => [stored.mail],
    use: async () => {
      const { entries } = await listOutbox(workOf(stored.first), 1)
      return entries
        .map(({ shown }) => shown?.subject ?? '-')
        .sort()
        .join()
    },
    whole: expect.stringMatching(/^[^-]*$/),
    damaged: expect.stringMatching(/^-,[^-]*$/)
  },
  'the hash of an entry': audit('hash'),
  'the hash before it': audit('previous_hash'),
  'who acted': audit('actor_id', turnInId('actor_id')),
  'in which session': audit('session_id', turnInId('session_id')),
  'to which record': audit('record_id', turnInId('record_id')),
  'what happened': audit(
    'event',
    `left(event, -1) || chr(ascii(right(event, 1)) # (ARRAY[1, 2, 8, 16])[1 + ${BIT} % 4])`
  ),
  'what is told of it': audit(
    'payload',
    `jsonb_build_object('count', (payload->>'count')::bigint # (1::bigint << (${BIT} % 62)::integer))`
  ),
  'when it happened': audit(
    'occurred_at',
    `'epoch'::timestamptz + ((extract(epoch FROM occurred_at) * 1000000)::bigint
      # (1::bigint << (${BIT} % 50)::integer)) * interval '1 microsecond'`
  ),
  'its place in the chain': audit('position', `position # (1::bigint << (6 + ${BIT} % 50)::integer)`)
}
const RUNS = Math.ceil(FLIPS / Object.keys(KINDS).length)
let turned = 0

test.each(Object.entries(KINDS))(
  '%s is found where a single bit was turned, and nothing else is lost',
  { timeout: 300_000 },
  async (_, { table, column, where, values, use, whole, damaged, turn = turnIn(column) }) => {
    const turnBit = async (bit: number) => {
      const statement = `UPDATE ${table} SET ${column} = ${turn} WHERE ${where} RETURNING 1`
      expect(await query(statement, bit, ...values())).toHaveLength(1)
    }
    expect(await use()).toEqual(whole)
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.nat()), async (bit) => {
        await turnBit(bit)
        turned += 1
        try {
          expect(await use()).toEqual(damaged)
        } finally {
          await turnBit(bit)
        }
      }),
      { numRuns: RUNS }
    )
    expect(await use()).toEqual(whole)
  }
)
