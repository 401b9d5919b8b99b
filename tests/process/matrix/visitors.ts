import { randomUUID } from 'node:crypto'
import type { Actor, Role, TeamId } from '#modules/access/index.ts'
import { csrfTokenOf } from '#modules/access/server/index.ts'
import { DEMO_COLLEAGUES, DEMO_PASSWORD } from '#modules/access/server/demoAccounts.ts'
import { totpCode } from '#modules/access/server/totp.ts'
import { anAccount, PASSWORD } from '#modules/access/testing/factories.ts'
import { aRecoverySheet, aSession, lockKey } from '#modules/access/testing/records.ts'
import type { AccountId, SessionId } from '#platform/ctx.ts'
import { FOREIGN_MARK, type MatrixWorld } from './matrixWorld.ts'

/** Who sends requests. */
export interface Visitor {
  readonly name: string
  /** Whose account it is; a stranger has none. Visitors of one account are sent one after the other. */
  readonly account: AccountId | undefined
  /** As the policy sees them; absent for whoever has not signed in whole. */
  readonly actor: Pick<Actor, 'accountId' | 'organisationId' | 'grants'> | undefined
  readonly stage: 'full' | 'password' | 'none'
  /** Password and second factor were just shown. */
  readonly fresh: boolean
  readonly role: Role | undefined
  readonly teamIds: readonly TeamId[]
  /** Of the running session; '' without one. */
  token(): string
  csrf(): string
  /** The password that holds now. */
  password: string
  /** A code of the authenticator app that was not used yet. */
  code(): string
  /** The code of the recovery sheet. */
  sheet(): string
  /** Has the session open its owner's key no more. */
  lock(): Promise<void>
  /** Begins the session anew, whatever became of the one before. */
  renew(): Promise<void>
}

interface Person {
  readonly id: AccountId
  readonly known: Credentials
}

type Standing = Pick<Visitor, 'name' | 'stage' | 'fresh' | 'actor' | 'role' | 'teamIds'>

/** What signs an account in, shared by its visitors. */
interface Credentials {
  password: string
  readonly secret: Uint8Array | undefined
  /** The last step of 30 seconds whose code was used: each is good once. */
  usedStep: number
}

const STEP = 30_000

/** The code of this step or, where that is used, of the next one: the clock is allowed one either way. */
const nextCode = (known: Credentials) => {
  if (!known.secret) return '000000'
  known.usedStep = Math.max(Math.floor(Date.now() / STEP), known.usedStep + 1)
  return totpCode(known.secret, Temporal.Instant.fromEpochMilliseconds(known.usedStep * STEP))
}

const aVisitor = (
  world: MatrixWorld,
  person: Person | undefined,
  { foreign = false, ...standing }: Standing & { readonly foreign?: boolean }
): Visitor => {
  let [id, token, csrf, sheet] = ['', '', '', '']
  const ctx = foreign ? world.foreignCtx : world.ctx
  return {
    ...standing,
    account: person?.id,
    token: () => token,
    csrf: () => csrf,
    get password() {
      return person?.known.password ?? PASSWORD
    },
    set password(chosen) {
      if (person) person.known.password = chosen
    },
    code: () => (person ? nextCode(person.known) : '000000'),
    sheet: () => sheet,
    async lock() {
      if (id) await lockKey(ctx, id as SessionId)
    },
    async renew() {
      if (!person || (foreign && token)) return
      if (id) await world.query('DELETE FROM access_session WHERE id = $1', [id])
      const stage = standing.stage === 'password' ? 'password' : 'full'
      const session = await aSession(ctx, person.id, { stage, fresh: standing.fresh })
      id = session.id
      token = session.token
      csrf = csrfTokenOf(world, { sessionId: session.id })
      if (!standing.actor) return
      sheet = await aRecoverySheet(ctx, person.id, session)
      await world.giveTeamKeys(person.id, standing.teamIds)
    }
  }
}

const NOT_SIGNED_IN = { actor: undefined, role: undefined, teamIds: [], fresh: true }

const anOwnAccount = async (world: MatrixWorld, name: string, foreign = false): Promise<Person> => {
  const ctx = foreign ? world.foreignCtx : world.ctx
  const wish = {
    name,
    email: `${foreign ? `${FOREIGN_MARK}-` : ''}${randomUUID()}@example.org`,
    ...(foreign && { roles: ['organisationAdmin' as const] })
  }
  const { id, totp } = await anAccount(ctx, wish)
  return { id, known: { password: PASSWORD, secret: totp, usedStep: 0 } }
}

/**
 * Everyone who may come: the eleven roles and somebody without any, each with both factors just shown and some time ago;
 * strangers, sessions that wait for the second factor, closed accounts, and sessions of another organisation.
 */
export const makeVisitors = async (world: MatrixWorld): Promise<Visitor[]> => {
  const actorOf = (accountId: AccountId, grants: Actor['grants']) => ({
    accountId,
    organisationId: world.ours,
    grants
  })
  const twice = (person: Person, name: string, standing: Pick<Standing, 'actor' | 'role' | 'teamIds'>) =>
    [true, false].map((fresh) =>
      aVisitor(world, person, { ...standing, name: fresh ? name : `${name}, stale`, stage: 'full', fresh })
    )
  const roles = DEMO_COLLEAGUES.flatMap(({ id, secret, role, teamId }) =>
    twice({ id, known: { password: DEMO_PASSWORD, secret, usedStep: 0 } }, role, {
      actor: actorOf(id, [teamId ? { role, teamId } : { role }]),
      role,
      teamIds: teamId ? [teamId] : []
    })
  )
  const [none, waiting, closed, foreign] = [
    await anOwnAccount(world, 'Ohne Rolle'),
    await anOwnAccount(world, 'Wartet'),
    await anOwnAccount(world, 'Geschlossen'),
    await anOwnAccount(world, `${FOREIGN_MARK} Leitung`, true)
  ]
  await world.query("UPDATE access_account SET state = 'disabled' WHERE id = $1", [closed.id])
  return [
    aVisitor(world, undefined, { ...NOT_SIGNED_IN, name: 'nobody', stage: 'none' }),
    aVisitor(world, waiting, { ...NOT_SIGNED_IN, name: 'password alone', stage: 'password' }),
    aVisitor(world, closed, { ...NOT_SIGNED_IN, name: 'closed account', stage: 'none' }),
    aVisitor(world, foreign, { ...NOT_SIGNED_IN, name: 'other organisation', stage: 'none', foreign: true }),
    ...twice(none, 'no role', { actor: actorOf(none.id, []), role: undefined, teamIds: [] }),
    ...roles
  ]
}
