import { randomUUID } from 'node:crypto'
import type { RecordKeyId, SignedIn, TeamId } from '#modules/access/index.ts'
import {
  findSession,
  openForActor,
  passTeamKeysOn,
  sealToTeam,
  settleRecordKeys
} from '#modules/access/server/index.ts'
import { makeRecordKey, wrapUnderSecret } from '#modules/access/server/sealed/recordKey.ts'
import { insertRecordKey } from '#modules/access/server/sealed/recordKeyRepository.ts'
import { openTeamSecrets } from '#modules/access/server/sealed/teamSecrets.ts'
import { tendTeamKeys } from '#modules/access/server/teamKeys.ts'
import { anAccount, aSignIn, aTeam, aTeamMember } from '#modules/access/testing/factories.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openBenchDatabase, type BenchDatabase } from './benchDatabase.ts'
import { median, percentile } from './statistics.ts'

const RECORDS = 50_000
const AT_A_TIME = 5_000
const NAMES = 50
const ROUNDS = 200
/** What the product promises: seconds, and milliseconds. */
const MOST = { rewrap: 60, list: 15, seal: 5, unlock: 5 }

const timed = async (rounds: number, work: () => Promise<unknown>): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < rounds; n++) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return took
}

const tell = (name: string, figures: readonly number[], most: number): boolean => {
  const [middle, p95] = [median(figures), percentile(figures, 0.95)]
  const kept = middle <= most
  console.log(
    `${name.padEnd(46)} median ${middle.toFixed(2)} ms (at most ${most} ms), p95 ${p95.toFixed(2)} ms: ${kept ? 'kept' : 'BROKEN'}`
  )
  return kept
}

interface Team {
  readonly teamId: TeamId
  readonly member: SignedIn
  readonly work: Ctx
}

const aTeamIn = async (database: BenchDatabase): Promise<Team> => {
  const owner = database.ctx('owner', systemClock)
  const teamId = await aTeam(owner)
  const member = await aTeamMember(owner, teamId)
  return { teamId, member, work: database.ctx('app_work', systemClock, member.actor) }
}

const seal = (ctx: Ctx, teamId: TeamId, session?: SignedIn) =>
  ctx.write(async (tx) => {
    const row = randomUUID()
    const sealed = await sealToTeam(
      tx,
      ctx,
      { teamId, table: 'bench', row, texts: { name: 'Muster' } },
      session
    )
    return { row, ...sealed! }
  })

/** A list of names as it is opened for a page, and what a visitor waits for. */
const benchLists = async (database: BenchDatabase): Promise<boolean> => {
  const { teamId, member, work } = await aTeamIn(database)
  const portal = database.ctx('app_portal', systemClock)
  const own = await Promise.all(Array.from({ length: NAMES }, () => seal(work, teamId, member)))
  const open = (rows: typeof own) => () => work.read((tx) => openForActor(tx, work, member, 'bench', rows))
  const settled = await timed(ROUNDS, open(own))
  const sealing = await timed(ROUNDS, () => seal(portal, teamId))
  return [
    tell(`opening ${NAMES} names for a list`, settled, MOST.list),
    tell('sealing from the portal, stored', sealing, MOST.seal)
  ].every(Boolean)
}

/** What an open key costs a request: a session that has one, beside one that has none. */
const benchUnlocking = async (database: BenchDatabase): Promise<boolean> => {
  const owner = database.ctx('owner', systemClock)
  const auth = database.ctx('app_auth', systemClock)
  const { token, session } = await aSignIn(auth, await anAccount(owner))
  const withKey = await timed(ROUNDS, () => findSession(auth, token))
  await database.run('UPDATE access_session SET user_key = NULL WHERE id = $1', [session.sessionId])
  const without = await timed(ROUNDS, () => findSession(auth, token))
  console.log(`a session whose key is locked                  median ${median(without).toFixed(2)} ms`)
  return tell('a session with its key unlocked', withKey, MOST.unlock)
}

/** Keys of records under the team's first secret, written as its members write them, without their rows. */
const fillRecords = ({ teamId, member, work }: Team) =>
  work.write(async (tx) => {
    const secret = (await (await openTeamSecrets(tx, work, member, [teamId])).secretOf(teamId, 1))!
    const now = new Date()
    for (let n = 0; n < RECORDS; n++) {
      const wrapping = { id: randomUUID() as RecordKeyId, teamId, version: 1 }
      const wrapped = wrapUnderSecret(work, wrapping, secret, makeRecordKey())
      await insertRecordKey(tx, { ...wrapping, wrapped }, { now })
    }
  })

/** After somebody left: the keys of 50,000 records are wrapped under the new secret. */
const benchRewrap = async (database: BenchDatabase): Promise<boolean> => {
  const team = await aTeamIn(database)
  const { teamId, member, work } = team
  const leaver = await aTeamMember(database.ctx('owner', systemClock), teamId)
  const passed = await passTeamKeysOn(work, member, leaver.accountId)
  if (!passed.done) throw new Error(passed.reason)
  await fillRecords(team)
  await database.run('UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1', [
    leaver.accountId
  ])
  const auth = database.ctx('app_auth', systemClock)
  await auth.write((tx) => tendTeamKeys(tx, auth, member))
  const took: number[] = []
  for (let left = 1; left > 0;) {
    const began = performance.now()
    left = (await settleRecordKeys(work, member, AT_A_TIME)).left
    took.push(performance.now() - began)
  }
  const seconds = took.reduce((sum, each) => sum + each, 0) / 1000
  const kept = took.length >= RECORDS / AT_A_TIME && seconds <= MOST.rewrap
  const rate = Math.round(RECORDS / seconds)
  console.log(
    `wrapping ${RECORDS} keys of records anew            ${seconds.toFixed(1)} s, ${rate}/s, ${AT_A_TIME} in ${Math.round(median(took))} ms (at most ${MOST.rewrap} s): ${kept ? 'kept' : 'BROKEN'}`
  )
  return kept
}

/** `npm run bench:keys`: what sealing, opening and wrapping anew cost. Ends with 1 when a promise is broken. */
const database = await openBenchDatabase()
try {
  const kept = [await benchLists(database), await benchUnlocking(database), await benchRewrap(database)]
  process.exitCode = kept.every(Boolean) ? 0 : 1
} finally {
  await database.close()
}
