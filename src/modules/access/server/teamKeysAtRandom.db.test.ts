import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, GrantId, TeamId, UserKey } from '../model.ts'
import { aColleague, aTeam, aUserKey } from '../testing/factories.ts'
import { passTeamKeysOn } from './index.ts'
import { insertGrant } from './peopleRepository.ts'
import { selectHeldKeys, selectNewestKey } from './teamKeyRepository.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { openOrSuspect } from './teamSecret.ts'
import { nowOf } from './times.ts'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const RUNS = long ? 300 : 30
const PEOPLE = 3

const db = useTestDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')
let organisation: OrganisationId
const at = () => db.ctx('app_auth', organisation, clock)
const owner = () => db.ctx('owner', organisation, clock)

/** Somebody with a key of their own, which is in the hands of the test as it is in a session. */
interface Colleague {
  readonly actor: Actor
  key: UserKey
}
const people: Colleague[] = []

const newKey = ({ accountId }: Actor): Promise<UserKey> => aUserKey(owner(), accountId)

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  for (let n = 0; n < PEOPLE; n++) {
    const actor = await aColleague(owner())
    people.push({ actor, key: await newKey(actor) })
  }
})

/** How often something happened that the rules are about. */
const happened = { passed: 0, renewed: 0 }

/** A team in which things happen at random, and what has to hold of it. */
class Team {
  readonly id: TeamId
  private readonly members = new Set<number>()
  /** Of each version, who belonged to the team at some moment since it was made. */
  private readonly belonged = new Map<number, Set<number>>()

  constructor(id: TeamId) {
    this.id = id
  }

  async join(who: number) {
    if (this.members.has(who)) return
    this.members.add(who)
    for (const since of this.belonged.values()) since.add(who)
    const { accountId } = people[who]!.actor
    const grant = { id: randomUUID() as GrantId, accountId, organisationId: organisation, grantedBy: null }
    const role = { role: 'counsellor', teamId: this.id, validFrom: '2026-01-01' } as const
    await owner().write((tx) => insertGrant(tx, { ...grant, ...role, at: nowOf(owner()) }))
  }

  async leave(who: number) {
    this.members.delete(who)
    await queryAsOwner(
      db.owner,
      'UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1 AND ended_at IS NULL',
      [people[who]!.actor.accountId]
    )
  }

  async signIn(who: number) {
    const { actor, key } = people[who]!
    await at().write((tx) => tendTeamKeys(tx, at(), { accountId: actor.accountId, userKey: key }))
    const newest = await this.newest()
    if (newest !== undefined && !this.belonged.has(newest)) {
      this.belonged.set(newest, new Set(this.members))
      if (this.belonged.size > 1) happened.renewed++
    }
    const holders = await this.holdersOf(newest)
    if (this.members.has(who) && holders.includes(who))
      expect([...holders].filter((each) => !this.members.has(each))).toEqual([])
  }

  async pass(from: number, to: number) {
    const { actor, key } = people[from]!
    const grants = this.members.has(from) ? [{ role: 'counsellor' as const, teamId: this.id }] : []
    const acting = { ...actor, grants }
    const ctx = db.ctx('app_work', organisation, clock, acting)
    const session = { actor: acting, userKey: key }
    const outcome = await passTeamKeysOn(ctx, session, people[to]!.actor.accountId)
    if (!this.members.has(from) || !this.members.has(to)) expect(outcome.done).toBe(false)
    if (outcome.done) happened.passed++
  }

  async makeNewKey(who: number) {
    people[who]!.key = await newKey(people[who]!.actor)
  }

  /** Whoever opens a version belonged to the team while there was one. */
  async check() {
    for (const [version, belonged] of this.belonged)
      expect((await this.holdersOf(version)).filter((who) => !belonged.has(who))).toEqual([])
  }

  /** Everybody who belongs to it gets what any of them opens, and one version at least. */
  async settle() {
    for (const who of this.members) await this.signIn(who)
    const before = await this.openedByMembers()
    for (const from of this.members) for (const to of this.members) await this.pass(from, to)
    const newest = await this.newest()
    for (const who of this.members) {
      const opened = await this.openedBy(who)
      expect(opened).toContain(newest)
      expect(before.filter((version) => !opened.includes(version))).toEqual([])
    }
  }

  private async openedByMembers() {
    const all = await Promise.all([...this.members].map((who) => this.openedBy(who)))
    return [...new Set(all.flat())]
  }

  private async newest() {
    return (await owner().read((tx) => selectNewestKey(tx, this.id)))?.version
  }

  private async holdersOf(version: number | undefined) {
    const found: number[] = []
    for (const who of people.keys())
      if (version !== undefined && (await this.openedBy(who)).includes(version)) found.push(who)
    return found
  }

  /** The versions that somebody really opens with the key they have now. */
  private async openedBy(who: number): Promise<number[]> {
    const { actor, key } = people[who]!
    const from = { teamId: this.id, accountId: actor.accountId, userKey: key }
    const opened: number[] = []
    await at().write(async (tx) => {
      for (const held of await selectHeldKeys(tx, this.id))
        if (held.accountId === actor.accountId && (await openOrSuspect(tx, at(), from, held)))
          opened.push(held.version)
    })
    return opened
  }

  async end() {
    for (const who of people.keys()) await this.leave(who)
  }
}

const someone = fc.nat({ max: PEOPLE - 1 })
const step = fc.oneof(
  fc.record({
    does: fc.constantFrom('join', 'join', 'leave', 'signIn', 'signIn', 'makeNewKey'),
    who: someone
  }),
  fc.record({ does: fc.constant('pass' as const), who: someone, to: someone })
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const take = (team: Team, one: Step) =>
  'to' in one ? team.pass(one.who, one.to) : team[one.does as 'join'](one.who)

test(
  'whatever happens: nobody opens what was made after they left, and everybody who belongs to the team gets what anybody there opens',
  { timeout: 900_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
        const team = new Team(await aTeam(owner()))
        for (const who of people.keys()) await team.join(who)
        await team.signIn(0)
        await team.pass(0, 1)
        try {
          for (const one of steps) {
            await take(team, one)
            await team.check()
          }
          await team.settle()
        } finally {
          await team.end()
        }
      }),
      { numRuns: RUNS }
    )
    // Each run begins with one; about every second one has another version.
    expect(happened.passed).toBeGreaterThanOrEqual(RUNS)
    expect(happened.renewed).toBeGreaterThan(0)
  }
)
