import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { PolicyRecord, Role, TeamId } from '#modules/access/index.ts'
import { DEMO_TEAM } from '#modules/access/server/demoAccounts.ts'
import { aColleague, anAccount, aTeam, aUserKey } from '#modules/access/testing/factories.ts'
import {
  anAbsence,
  aDraft,
  aGrant,
  anIdentity,
  anInvitation,
  aPasswordReset,
  aSecondFactor,
  aSession,
  aTeamKey,
  aTeamKeyHolder
} from '#modules/access/testing/records.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { createLog } from '#platform/log/server/log.ts'
import { sealMail } from '#platform/mail/server/sealedMail.ts'
import { ownerOf } from '../cluster.ts'
import { aNoteIn, aTaskIn } from './deskTargets.ts'
import type { Kind, Relation } from './recordKinds.ts'

/** Stands in every name, address and label of the other organisation, and nowhere else. */
export const FOREIGN_MARK = 'Fremdling'

/** A record that a request names. */
export interface Target {
  /** What stands in the address or the form. */
  readonly id: string
  /** Ids of rows in which an effect would be seen. */
  readonly watched: readonly string[]
  /** As the policy sees it; absent where there is none. */
  readonly record?: PolicyRecord
  readonly name?: string
  /** Of a person: a role of theirs, in the whole organisation. */
  readonly grant?: { readonly id: string; readonly role: Role }
}

/** What is wished for, and who asks. */
export interface Wish {
  readonly kind: Kind
  readonly relation: Relation
  /** A closed account; a mail that was given up. */
  readonly closed: boolean
  readonly own: {
    readonly id: AccountId
    readonly teamIds: readonly TeamId[]
    readonly role: Role | undefined
  }
}

/** The database of a running demonstration, with another organisation in it. */
export interface MatrixWorld {
  readonly ours: OrganisationId
  readonly theirs: OrganisationId
  readonly ctx: Ctx
  readonly foreignCtx: Ctx
  readonly serverKey: ServerKey
  /** Ids of all rows of the other organisation. */
  readonly foreignIds: ReadonlySet<string>
  query<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>
  target(wish: Wish): Promise<Target>
  /** Has a colleague hold the keys of these teams, as far as a team has one. */
  giveTeamKeys(accountId: AccountId, teamIds: readonly TeamId[]): Promise<void>
  /** Of every row that belongs to one of these accounts or is one of these records. */
  fingerprint(ids: readonly string[]): Promise<string>
  /** Of every table: all rows of the other organisation. */
  foreignChecksums(): Promise<Record<string, string>>
  close(): Promise<void>
}

/** What changes by being looked at; the page of a new authenticator app also begins one, which admits nobody. */
const VOLATILE = "'{seen_at,last_used_at}'::text[]"

/** Opens the database of a data folder whose application runs, and plants the other organisation. */
export const openMatrixWorld = async (data: string): Promise<MatrixWorld> => {
  const owner = ownerOf(data)
  const [pool, database] = [new pg.Pool({ ...owner, max: 8 }), openDatabase(owner)]
  pool.on('error', () => undefined)
  const query: MatrixWorld['query'] = async (statement, values = []) =>
    (await pool.query(statement, values)).rows as never
  const serverKey = await openServerKey(data)
  const surroundings = { database, clock: systemClock, log: createLog('error'), serverKey }
  const [own] = await query<{ id: OrganisationId }>(
    'SELECT id FROM access_organisation WHERE runs_installation'
  )
  const [other] = await query<{ id: OrganisationId }>(
    'INSERT INTO access_organisation (name, runs_installation) VALUES ($1, false) RETURNING id',
    [`${FOREIGN_MARK} Haus`]
  )
  const ctx = createCtx(surroundings, 'owner', own!.id)
  const foreignCtx = createCtx(surroundings, 'owner', other!.id)
  const places: Places = {
    ours: { ctx, mark: 'Unser', teamId: DEMO_TEAM.id, query },
    otherTeam: { ctx, mark: 'Unser', teamId: await aTeam(ctx, 'Anderes Team'), query },
    theirs: {
      ctx: foreignCtx,
      mark: FOREIGN_MARK,
      teamId: await aTeam(foreignCtx, `${FOREIGN_MARK} Team`),
      query
    }
  }
  const secret = await aTeamKey(ctx, DEMO_TEAM.id)
  for (const place of [places.otherTeam, places.theirs]) await aTeamKey(place.ctx, place.teamId)
  await query('INSERT INTO access_duty VALUES ($1, $2, $3)', [own!.id, 'mistakeReports', DEMO_TEAM.id])
  const foreign = await plantForeign(places)
  const tables = await tenantTables(query)
  const shared = await idsOf(query, tables, own!.id)
  const foreignIds = (await idsOf(query, tables, other!.id)).difference(shared)
  return {
    ours: own!.id,
    theirs: other!.id,
    ctx,
    foreignCtx,
    serverKey,
    foreignIds,
    query,
    target: (wish) => targetOf(places, foreign, wish),
    async giveTeamKeys(accountId, teamIds) {
      if (teamIds.includes(DEMO_TEAM.id)) await aTeamKeyHolder(ctx, DEMO_TEAM.id, accountId, secret)
    },
    fingerprint: (ids) => fingerprintOf(query, tables, ids),
    foreignChecksums: () => checksumsOf(query, tables, other!.id),
    async close() {
      await database.close()
      await pool.end()
    }
  }
}

export interface Place {
  readonly ctx: Ctx
  readonly mark: string
  readonly teamId: TeamId
  readonly query: MatrixWorld['query']
}
interface Places {
  readonly ours: Place
  readonly otherTeam: Place
  readonly theirs: Place
}

const aPersonIn = async ({ ctx, mark, teamId }: Place, closed: boolean): Promise<Target> => {
  const who = { name: `${mark} Ziel`, email: `${mark}-${randomUUID()}@example.org`, disabled: closed }
  const { accountId: id } = await aColleague(ctx, { ...who, grants: [{ role: 'groupLeader', teamId }] })
  await aUserKey(ctx, id)
  await anAbsence(ctx, id)
  const grant = { id: await aGrant(ctx, id, 'translator'), role: 'translator' as const }
  const record = { organisationId: ctx.organisationId!, ownerId: id, teamIds: [teamId] }
  return { id, watched: [id], record, name: who.name, grant }
}

/** What belongs to an account: made by the same functions for everyone. */
const BELONGING = {
  grant: (ctx: Ctx, id: AccountId) => aGrant(ctx, id, 'translator'),
  session: async (ctx: Ctx, id: AccountId) => (await aSession(ctx, id, { stage: 'full', fresh: true })).id,
  factor: (ctx: Ctx, id: AccountId, mark: string) => aSecondFactor(ctx, id, `${mark} Gerät`),
  draft: (ctx: Ctx, id: AccountId, mark: string) => aDraft(ctx, id, mark),
  identity: (ctx: Ctx, id: AccountId, mark: string) => anIdentity(ctx, id, `${mark}-${randomUUID()}`)
}

type Belonging = keyof typeof BELONGING
const isBelonging = (kind: Kind): kind is Belonging => kind in BELONGING

const aMailIn = async ({ ctx, mark, query }: Place, failed: boolean): Promise<Target> => {
  const [id, organisationId] = [randomUUID(), ctx.organisationId!]
  const content = { to: `${mark}@example.org`, subject: `${mark} Betreff`, text: `${mark} Text` }
  const sealed = sealMail(ctx.serverKey, organisationId, id, content)
  await query(
    `INSERT INTO platform_outbox (id, organisation_id, state, sealed, created_at, settled_at)
     VALUES ($1, $2, $3, $4, now(), now())`,
    [id, organisationId, failed ? 'failed' : 'shown', sealed]
  )
  return { id, watched: [id], record: { organisationId } }
}

/** A copy of a centre of the directory; the first one itself in its own organisation. */
const aCentreIn = async ({ ctx, mark, query }: Place): Promise<Target> => {
  const organisationId = ctx.organisationId!
  const [there] = await query<{ id: string }>(
    'SELECT id FROM directory_centre WHERE organisation_id = $1 ORDER BY id LIMIT 1',
    [organisationId]
  )
  if (there) return { id: there.id, watched: [], record: { organisationId } }
  const copy = (table: string, more: string) =>
    query<{ id: string }>(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(one) || jsonb_build_object(
         'id', gen_random_uuid(), 'organisation_id', $1::text, 'name', $2::text ${more}))).*
       FROM (SELECT * FROM ${table} ORDER BY id LIMIT 1) AS one RETURNING id`,
      [organisationId, `${mark} Stelle`]
    )
  const [provider] = await copy('directory_provider', '')
  const [centre] = await copy('directory_centre', `, 'provider_id', '${provider!.id}'`)
  return { id: centre!.id, watched: [], record: { organisationId } }
}

/** A report about a centre, which the team of a place answers. */
const aMistakeIn = async (place: Place): Promise<Target> => {
  const [id, organisationId] = [randomUUID(), place.ctx.organisationId!]
  const centre = await aCentreIn(place)
  await place.query(
    `INSERT INTO directory_mistake_report (id, organisation_id, centre_id, kinds, locale, reported_on)
     VALUES ($1, $2, $3, '{hours}', 'de', current_date)`,
    [id, organisationId, centre.id]
  )
  return { id, watched: [id], record: { organisationId, teamIds: [place.teamId] } }
}

/** A record of the organisation or of a team in it. */
const targetIn = async (place: Place, kind: Kind, closed: boolean): Promise<Target> => {
  const { ctx, mark, teamId } = place
  const record = { organisationId: ctx.organisationId! }
  if (kind === 'person') return aPersonIn(place, closed)
  if (isBelonging(kind)) {
    const person = await aPersonIn(place, false)
    const id = await BELONGING[kind](ctx, person.id as AccountId, mark)
    return { id, watched: [id, person.id], record: person.record! }
  }
  if (kind === 'mail') return aMailIn(place, closed)
  if (kind === 'centre') return aCentreIn(place)
  if (kind === 'note') return aNoteIn(place)
  if (kind === 'task' || kind === 'done task') return aTaskIn(place, kind === 'done task')
  if (kind === 'notes') return { id: teamId, watched: [], record: { ...record, teamIds: [teamId] } }
  if (kind === 'mistake') return aMistakeIn(place)
  if (kind === 'team on duty') return { id: teamId, watched: [], record }
  if (kind === 'team') {
    const name = `${mark} Team ${randomUUID()}`
    const id = await aTeam(ctx, name)
    return { id, watched: [id], record, name }
  }
  if (kind === 'resetToken') {
    const { id } = await anAccount(ctx, { name: mark, email: `${mark}-${randomUUID()}@example.org` })
    return { id: await aPasswordReset(ctx, id), watched: [id], record }
  }
  const { id, token } = await anInvitation(ctx, { name: mark, teamId })
  return { id: kind === 'invitation' ? id : token, watched: [id], record }
}

const malformed: Target = { id: 'keine-kennung', watched: [] }

const isToken = (kind: Kind) => kind.endsWith('Token')
const unknownOf = (kind: Kind): Target => ({
  id: isToken(kind)
    ? Buffer.from(randomUUID().repeat(2)).subarray(0, 32).toString('base64url')
    : randomUUID(),
  watched: []
})

const targetOf = async (places: Places, foreign: ForeignTargets, wish: Wish): Promise<Target> => {
  const { kind, relation, closed, own } = wish
  if (relation === 'malformed') return malformed
  if (relation === 'unknown') return unknownOf(kind)
  if (relation === 'other organisation') return foreign.get(`${kind} ${closed}`)!
  if (relation !== 'own')
    return targetIn(relation === 'other team' ? places.otherTeam : places.ours, kind, closed)
  const { ctx } = places.ours
  const record = { organisationId: ctx.organisationId!, ownerId: own.id, teamIds: own.teamIds }
  if (kind === 'person')
    return { id: own.id, watched: [own.id], record, ...(own.role && { grant: { id: '', role: own.role } }) }
  if (!isBelonging(kind)) throw new Error(`Nobody has a ${kind} of their own`)
  const id = await BELONGING[kind](ctx, own.id, 'Eigen')
  return { id, watched: [id, own.id], record }
}

type ForeignTargets = ReadonlyMap<string, Target>

const FOREIGN_KINDS: readonly Kind[] = [
  'person',
  'grant',
  'session',
  'factor',
  'draft',
  'identity',
  'team',
  'team on duty',
  'centre',
  'mail',
  'note',
  'task',
  'done task',
  'notes',
  'mistake',
  'invitation',
  'invitationToken',
  'resetToken'
]

/** Everything there is of the other organisation: people, teams, sessions, factors, invitations, mails and what its audit says. */
const plantForeign = async ({ theirs }: Places): Promise<ForeignTargets> => {
  const foreign = new Map<string, Target>()
  for (const kind of FOREIGN_KINDS)
    for (const closed of [false, true]) foreign.set(`${kind} ${closed}`, await targetIn(theirs, kind, closed))
  const person = foreign.get('person false')!
  await theirs.query(
    `DO $$ BEGIN
       PERFORM set_config('app.org', '${theirs.ctx.organisationId!}', true), set_config('app.account', '${person.id}', true);
       PERFORM access_audit_append('access.account.disabled', NULL, 'account', '${person.id}', '{}'),
         access_audit_append('access.team.created', NULL, 'team', gen_random_uuid(), '{}');
     END $$`
  )
  return foreign
}

interface Table {
  readonly name: string
  /** Columns that hold ids. */
  readonly ids: readonly string[]
}

const tenantTables = (query: MatrixWorld['query']) =>
  query<{ name: string; ids: string[] }>(
    `SELECT table_name AS name, array_agg(column_name::text) FILTER (WHERE udt_name = 'uuid') AS ids
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY 1
     HAVING bool_or(column_name = 'organisation_id') ORDER BY 1`
  )

const idsOf = async (query: MatrixWorld['query'], tables: readonly Table[], organisation: string) => {
  const found = new Set([organisation])
  for (const { name, ids } of tables)
    for (const row of await query(`SELECT ${ids.join(', ')} FROM ${name} WHERE organisation_id = $1`, [
      organisation
    ]))
      for (const id of Object.values(row)) if (typeof id === 'string') found.add(id)
  return found
}

const UNWATCHED = /^directory_(?!mistake)|^publishing_|^access_(?:audit|delay|passkey_challenge)/

/** What was typed is kept for whoever has to confirm first: that does nothing yet, so a draft counts where a request names it. */
const KEPT_MEANWHILE = 'access_draft'

const fingerprintOf = async (
  query: MatrixWorld['query'],
  tables: readonly Table[],
  ids: readonly string[]
) => {
  const parts = tables
    .filter(({ name }) => !UNWATCHED.test(name))
    .map(({ name, ids: columns }) => {
      const watched = KEPT_MEANWHILE === name ? ['id'] : ['id', 'account_id']
      const by = columns.filter((column) => watched.includes(column))
      const where = by.map((column) => `${column} = ANY($1)`).join(' OR ') || 'false'
      const counts = name === 'access_second_factor' ? 'AND confirmed_at IS NOT NULL' : ''
      return `SELECT '${name}' || (to_jsonb(t) - ${VOLATILE})::text AS line FROM ${name} t WHERE (${where}) ${counts}`
    })
  const [row] = await query<{ sum: string }>(
    `SELECT md5(coalesce(string_agg(line, '|' ORDER BY line), '')) AS sum FROM (${parts.join(' UNION ALL ')}) AS lines`,
    [ids]
  )
  return row!.sum
}

const checksumsOf = async (query: MatrixWorld['query'], tables: readonly Table[], organisation: string) => {
  const sums: Record<string, string> = {}
  const columns = [...tables.map(({ name }) => [name, 'organisation_id']), ['access_organisation', 'id']]
  for (const [name, column] of columns) {
    const [row] = await query<{ sum: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum
       FROM ${name} t WHERE ${column} = $1`,
      [organisation]
    )
    sums[name!] = row!.sum
  }
  return sums
}
