import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, GrantId, SignedIn, TeamId, UserKey, UserKeyWay } from '../model.ts'
import { aColleague, anOrganisationAdmin, aTeam } from '../testing/factories.ts'
import { eraseAccount, passTeamKeysOn } from './index.ts'
import { openByWays } from './openByWays.ts'
import { endGrant, insertGrant, writeAccountState } from './peopleRepository.ts'
import { openForActor, type SealedRow } from './sealed/openForActor.ts'
import { selectRecordKeys } from './sealed/recordKeyRepository.ts'
import { sealToTeam } from './sealed/sealToTeam.ts'
import { settleRecordKeys } from './sealed/settleRecordKeys.ts'
import { selectNewestKey } from './teamKeyRepository.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { nowOf } from './times.ts'
import { deleteWraps } from './userKeyRepository.ts'
import { forgetPasswordWay, wrapUnder } from './userKeys.ts'

const RUNS = process.env['ANLAUFSTELLE_LONG'] === '1' ? 10_000 : 200
/** Organisations in which histories happen at the same time, each in its own teams. */
const LANES = 4
const PEOPLE = 3
const TABLE = 'scratch_note'

const db = useTestDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')

/** How often something happened that the rules are about. */
const happened = { passed: 0, renewed: 0, unlocked: 0, lost: 0, erased: 0, settled: 0, opened: 0, denied: 0 }

/** A colleague with what they know themselves, and what they have opened since nothing took it from them. */
class Person {
  readonly actor: Actor
  readonly secrets = { password: randomBytes(32), recoverySheet: randomBytes(32) }
  /** What opens their key. */
  readonly ways = new Set<UserKeyWay>()
  /** Their key as the last session had it open. */
  key: UserKey | undefined
  grantId: GrantId | undefined
  active = true
  readonly known = new Set<string>()

  constructor(actor: Actor) {
    this.actor = actor
  }
  get belongs() {
    return this.active && this.grantId !== undefined
  }
}

/** An organisation with an administrator and some colleagues, who go from one history to the next. */
class Lane {
  readonly organisation: OrganisationId
  readonly admin: Actor
  readonly people: Person[] = []

  constructor(organisation: OrganisationId, admin: Actor) {
    this.organisation = organisation
    this.admin = admin
  }
  owner = () => db.ctx('owner', this.organisation, clock)
  auth = () => db.ctx('app_auth', this.organisation, clock)
  work = (actor: Actor): Ctx => db.ctx('app_work', this.organisation, clock, actor)

  async employ(place: number) {
    this.people[place] = new Person(await aColleague(this.owner()))
  }
}

const openLane = async (_: unknown, n: number): Promise<Lane> => {
  const organisation = await db.addOrganisation(`Verein ${n}`)
  const lane = new Lane(organisation, await anOrganisationAdmin(db.ctx('owner', organisation, clock)))
  for (let place = 0; place < PEOPLE; place++) await lane.employ(place)
  return lane
}

/** A team in which things happen at random, and what has to hold of it. */
class History {
  private readonly lane: Lane
  private readonly team: TeamId
  private readonly records: SealedRow<'words'>[] = []
  /** Of each version of the key, who belonged to the team at some moment since it was made. */
  private readonly audience = new Map<number, Set<Person>>()

  constructor(lane: Lane, team: TeamId) {
    this.lane = lane
    this.team = team
  }

  async join(who: Person) {
    if (who.grantId) return
    const [id, at] = [randomUUID() as GrantId, nowOf(this.lane.owner())]
    const { accountId, organisationId } = who.actor
    const role = { role: 'counsellor', teamId: this.team, validFrom: '2026-01-01' } as const
    const grant = { id, accountId, organisationId, grantedBy: null, at, ...role }
    await this.lane.owner().write((tx) => insertGrant(tx, grant))
    who.grantId = id
    this.welcome(who)
  }

  async leave(who: Person) {
    if (!who.grantId) return
    const [id, at] = [who.grantId, nowOf(this.lane.owner())]
    await this.lane.owner().write((tx) => endGrant(tx, id, who.actor.accountId, at))
    who.grantId = undefined
    who.known.clear()
  }

  /** By password, as every sign-in does it: the key is opened or made, then the team's is looked after. */
  async signIn(who: Person) {
    if (!who.active) return
    const before = who.key
    await this.showWays(who, ['password'])
    if (who.ways.has('password') && before) expect(who.key).toEqual(before)
    if (who.ways.size === 0) {
      expect(who.key, 'a new key is made where nothing opens the old one').toBeDefined()
      who.known.clear()
      who.ways.add('password')
    }
    if (!who.ways.has('password')) expect(who.key, 'locked').toBeUndefined()
  }

  /** The recovery sheet opens what a new password does not, and the password opens it again. */
  async unlock(who: Person) {
    if (!who.active || who.ways.has('password') || !who.ways.has('recoverySheet')) return
    await this.showWays(who, ['password', 'recoverySheet'])
    expect(who.key, 'nobody is locked out while one way remains').toBeDefined()
    who.ways.add('password')
    happened.unlocked++
  }

  async makeSheet(who: Person) {
    const { key, secrets } = who
    if (!who.active || !key) return
    const { accountId } = who.actor
    const way = { accountId, key, way: 'recoverySheet', wrappingKey: secrets.recoverySheet } as const
    await this.lane.auth().write((tx) => wrapUnder(tx, this.lane.auth(), way))
    who.ways.add('recoverySheet')
  }

  /** A password set by mail: sessions end, and it opens nothing. */
  async reset(who: Person) {
    if (!who.active) return
    await this.lane.auth().write((tx) => forgetPasswordWay(tx, who.actor.accountId))
    who.secrets.password = randomBytes(32)
    who.key = undefined
    if (who.ways.delete('password') && who.ways.size === 0) this.lose(who)
  }

  async giveUp(who: Person) {
    await this.lane.auth().write((tx) => deleteWraps(tx, who.actor.accountId))
    who.key = undefined
    who.ways.clear()
    this.lose(who)
  }

  async disable(who: Person) {
    await this.setState(who, 'disabled')
    who.known.clear()
  }

  async enable(who: Person) {
    await this.setState(who, 'active')
    if (who.belongs) this.welcome(who)
  }

  /** Somebody else comes to their desk. */
  async erase(who: Person) {
    const { lane } = this
    await this.setState(who, 'disabled')
    const outcome = await eraseAccount(lane.work(lane.admin), lane.admin, who.actor.accountId)
    expect(outcome.done).toBe(true)
    for (const of of this.audience.values()) of.delete(who)
    await lane.employ(lane.people.indexOf(who))
    happened.erased++
  }

  async pass(from: Person, to: Person) {
    if (!from.active || !from.key) return
    const acting = this.sessionOf(from)
    const outcome = await passTeamKeysOn(this.lane.work(acting.actor), acting, to.actor.accountId)
    if (!from.belongs || !to.belongs || from === to) expect(outcome.done).toBe(false)
    if (outcome.done) happened.passed++
  }

  async seal(who: Person, byPortal: boolean) {
    if (!byPortal && !(who.belongs && who.key)) return
    const session = byPortal ? undefined : this.sessionOf(who)
    const ctx = session ? this.lane.work(session.actor) : db.ctx('app_portal', this.lane.organisation, clock)
    const row = randomUUID()
    const confided = { teamId: this.team, table: TABLE, row, texts: { words: row } }
    const sealed = await ctx.write((tx) => sealToTeam(tx, ctx, confided, session))
    if (sealed) this.records.push({ row, ...sealed })
    return sealed && row
  }

  async settle(who: Person) {
    if (!who.active || !who.key) return
    const session = this.sessionOf(who)
    const { damaged } = await settleRecordKeys(this.lane.work(session.actor), session, 10)
    expect(damaged).toBe(0)
    happened.settled++
  }

  /** What somebody opens now is what they may, and nothing is gone that they could open before. */
  async look(who: Person) {
    if (this.records.length === 0 || !who.key) return
    const session = this.sessionOf(who)
    const stale = { ...session, actor: this.withGrant(who.actor) }
    const [opened, forced] = await this.lane.work(who.actor).read(async (tx) => {
      const ctx = this.lane.work(who.actor)
      const kept = await selectRecordKeys(
        tx,
        this.records.map(({ keyId }) => keyId)
      )
      const versions = new Map(kept.map(({ id, version }) => [id, version]))
      const open = (as: SignedIn) => openForActor(tx, ctx, as, TABLE, this.records)
      const unheard = this.records.map(({ keyId }) => !this.audience.get(versions.get(keyId)!)?.has(who))
      const past = who.belongs ? [] : (await open(stale)).filter((_, n) => unheard[n])
      return [await open(session), past] as const
    })
    for (const one of forced) expect(one.state, 'by a role that ended').toBe('closed')
    for (const [n, one] of opened.entries()) this.compare(who, this.records[n]!.row, one)
  }

  private compare(who: Person, row: string, one: Awaited<ReturnType<typeof openForActor<'words'>>>[number]) {
    if (!who.belongs) expect(one.state, 'policy denies').toBe('closed')
    if (who.known.has(row)) expect(one.state, 'was open before').toBe('open')
    expect(one.state).not.toBe('damaged')
    if (one.state !== 'open') return void happened.denied++
    expect(one.texts.words).toBe(row)
    who.known.add(row)
    happened.opened++
  }

  /** Everybody who belongs to the team gets what any of them opens, and what is sealed from now on. */
  async agree() {
    const members = this.lane.people.filter((who) => who.belongs)
    for (const who of members) {
      await this.signIn(who)
      await this.unlock(who)
    }
    const [first] = members
    if (!first) return
    for (const who of members) if (who !== first) await this.pass(who, first)
    for (const who of members) if (who !== first) await this.pass(first, who)
    const newest = await this.seal(first, true)
    expect(newest, 'the portal seals').toBeDefined()
    for (const who of this.lane.people) await this.look(who)
    for (const { known } of members) expect(known).toContain(newest)
    expect(new Set(members.map(({ known }) => [...known].sort().join())).size, 'all alike').toBe(1)
  }

  /** For the next one: who works here has no team, is active and knows nothing of this one. */
  async end() {
    for (const who of this.lane.people) {
      await this.leave(who)
      if (!who.active) await this.enable(who)
      who.known.clear()
    }
  }

  private async showWays(who: Person, shown: ('password' | 'recoverySheet')[]) {
    const auth = this.lane.auth()
    const { accountId } = who.actor
    const newest = await auth.write(async (tx) => {
      const ways = shown.map((way) => ({ way, wrappingKey: who.secrets[way] }))
      who.key = (await openByWays(tx, auth, { accountId, userKey: undefined }, ways)).userKey
      await tendTeamKeys(tx, auth, { accountId, userKey: who.key })
      return (await selectNewestKey(tx, this.team))?.version
    })
    if (newest === undefined || this.audience.has(newest)) return
    this.audience.set(newest, new Set(this.lane.people.filter(({ belongs }) => belongs)))
    if (newest > 1) happened.renewed++
  }

  private welcome(who: Person) {
    for (const since of this.audience.values()) since.add(who)
  }
  private lose(who: Person) {
    who.known.clear()
    happened.lost++
  }
  private async setState(who: Person, state: 'active' | 'disabled') {
    const owner = this.lane.owner()
    await owner.write((tx) => writeAccountState(tx, who.actor.accountId, state, nowOf(owner)))
    who.active = state === 'active'
  }
  private withGrant = (actor: Actor): Actor => ({
    ...actor,
    grants: [{ role: 'counsellor', teamId: this.team }]
  })
  private sessionOf(who: Person): SignedIn {
    const { accountId, sessionId } = who.actor
    const actor = who.belongs ? this.withGrant(who.actor) : who.actor
    return { accountId, sessionId, stage: 'full', actor, userKey: who.key }
  }
}

const someone = fc.nat({ max: PEOPLE - 1 })
const ALONE = ['join', 'leave', 'makeSheet', 'unlock', 'giveUp', 'disable', 'enable', 'settle'] as const
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constantFrom(...ALONE), who: someone }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('signIn', 'reset'), who: someone }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('erase'), who: someone }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pass'), who: someone, to: someone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('seal'),
      who: someone,
      byPortal: fc.constantFrom(true, false, false, false)
    })
  }
)
const steps = fc.array(
  fc.tuple(step, fc.boolean()).map(([one, look]) => ({ ...one, look })),
  { minLength: 4, maxLength: 10 }
)
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never

const take = async (lane: Lane, history: History, one: Step) => {
  const who = lane.people[one.who]!
  if ('to' in one) await history.pass(who, lane.people[one.to]!)
  else if ('byPortal' in one) await history.seal(who, one.byPortal)
  else await history[one.does as 'join'](who)
  if (one.look) await history.look(lane.people['to' in one ? one.to : one.who]!)
}

const happens = async (lane: Lane, all: readonly Step[]) => {
  const history = new History(lane, await aTeam(lane.owner()))
  const [first, second] = [lane.people[0]!, lane.people[1]!]
  for (const who of [first, second]) {
    await history.join(who)
    await history.signIn(who)
    await history.unlock(who)
  }
  await history.pass(first, second)
  await history.seal(first, true)
  try {
    for (const one of all) await take(lane, history, one)
    await history.agree()
  } finally {
    await history.end()
  }
}

test(
  'whatever happens: nobody opens what policy denies at that moment, and nobody who is entitled is locked out while one way remains',
  { timeout: 1_500_000 },
  async () => {
    const lanes = await Promise.all(Array.from({ length: LANES }, openLane))
    const began = performance.now()
    await Promise.all(
      lanes.map((lane) =>
        fc.assert(
          fc.asyncProperty(steps, (all) => happens(lane, all)),
          { numRuns: RUNS / LANES }
        )
      )
    )
    const each = Math.round((performance.now() - began) / RUNS)
    process.stdout.write(
      `figure: ${RUNS} histories of a team, ${each} ms each: ${JSON.stringify(happened)}\n`
    )
    for (const [what, times] of Object.entries(happened)) expect(times, what).toBeGreaterThan(RUNS / 50)
  }
)
