import { randomBytes, randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { GrantId, InvitationId, Role, SessionStage, TeamId } from '../model.ts'
import { insertAbsence } from '../server/absenceRepository.ts'
import { insertDraft } from '../server/draftRepository.ts'
import { sealDraft } from '../server/drafts.ts'
import { insertIdentity } from '../server/identityRepository.ts'
import { insertGrant } from '../server/peopleRepository.ts'
import { RECOVERY_BYTES, recoveryCodeOf } from '../server/recoveryCode.ts'
import { confirmTotp, insertTotp } from '../server/secondFactorRepository.ts'
import { insertSession, renewSession } from '../server/sessionRepository.ts'
import type { AccessTables } from '../server/tables.ts'
import { selectTeamMembers } from '../server/teamKeyRepository.ts'
import { makeVersion } from '../server/teamKeys.ts'
import { wrapFor, type TeamSecret } from '../server/teamSecret.ts'
import { DAY, HOUR, later, MINUTE, nowOf } from '../server/times.ts'
import { makeToken, readToken } from '../server/tokens.ts'
import { makeTotpSecret } from '../server/totp.ts'
import { sealTotpSecret } from '../server/totpSecrets.ts'
import { deleteWraps, selectUserKey } from '../server/userKeyRepository.ts'
import { openByWays } from '../server/openByWays.ts'
import { sealForSession } from '../server/userKeys.ts'
import { anAccount, aUserKey } from './factories.ts'

/** Minutes after which nobody counts as freshly confirmed any more. */
const STALE = 20

/** A session of an account, for half a day. Of a full one, `fresh` says whether both factors were just shown. `ctx` runs as the owner. */
export const aSession = async (
  ctx: Ctx,
  accountId: AccountId,
  { stage, fresh }: { readonly stage: SessionStage; readonly fresh: boolean }
): Promise<{ readonly id: SessionId; readonly token: string }> => {
  const [id, now, { token, hash }] = [randomUUID() as SessionId, nowOf(ctx), makeToken()]
  const endsAt = later(now, 12 * HOUR)
  await ctx.write(async (tx) => {
    await insertSession(tx, { id, accountId, tokenHash: hash, device: 'Firefox, Linux', now, endsAt })
    if (stage === 'password') return
    await renewSession(tx, id, { tokenHash: hash, userKey: null, now })
    if (fresh) return
    const confirmed_at = later(now, -STALE * MINUTE)
    const sessions = tx.$extendTables<AccessTables>().updateTable('access_session')
    await sessions.set({ confirmed_at }).where('id', '=', id).execute()
  })
  return { id, token }
}

/** A key of an account that was made an hour ago, open in this session, and the code of the sheet that opens it everywhere. `ctx` runs as the owner. */
export const aRecoverySheet = async (
  owner: Ctx,
  accountId: AccountId,
  session: { readonly id: SessionId; readonly token: string }
): Promise<string> => {
  const { clock } = owner
  const ctx: Ctx = { ...owner, clock: { now: () => clock.now().subtract({ hours: 1 }) } }
  const { code, wrappingKey } = recoveryCodeOf(randomBytes(RECOVERY_BYTES))
  await ctx.write(async (tx) => {
    await deleteWraps(tx, accountId)
    const { userKey } = await openByWays(tx, ctx, { accountId, userKey: undefined }, [
      { way: 'recoverySheet', wrappingKey }
    ])
    await keepKey(tx, session.id, sealForSession(readToken(session.token)!.key, session.id, userKey))
  })
  return code
}

/** A key of a team that nobody holds yet, made and signed by a colleague of its own. `ctx` runs as the owner. */
export const aTeamKey = async (ctx: Ctx, teamId: TeamId): Promise<TeamSecret> => {
  const { id: accountId } = await anAccount(ctx)
  const userKey = await aUserKey(ctx, accountId)
  return ctx.write((tx) => makeVersion(tx, ctx, { teamId, version: 1, accountId, userKey, heirs: [] }))
}

/** Has a colleague hold the first key of a team, while they belong to it. `ctx` runs as the owner. */
export const aTeamKeyHolder = (ctx: Ctx, teamId: TeamId, accountId: AccountId, secret: TeamSecret) =>
  ctx.write(async (tx) => {
    const day = todayIn(ctx.clock).toString()
    const heir = (await selectTeamMembers(tx, teamId, day)).find((member) => member.accountId === accountId)
    if (heir) await wrapFor(tx, ctx, { teamId, version: 1, secret, heir, by: accountId })
  })

/** Has a session open its owner's key no more. `ctx` runs as the owner. */
export const lockKey = (ctx: Ctx, session: SessionId): Promise<unknown> =>
  ctx.write((tx) => keepKey(tx, session, null))

const keepKey = (tx: Tx, id: SessionId, sealed: Buffer | null) =>
  tx
    .$extendTables<AccessTables>()
    .updateTable('access_session')
    .set({ user_key: sealed })
    .where('id', '=', id)
    .execute()

/** One more authenticator app of an account. `ctx` runs as the owner. */
export const aSecondFactor = async (ctx: Ctx, accountId: AccountId, label: string): Promise<string> => {
  const [id, now] = [randomUUID(), nowOf(ctx)]
  await ctx.write(async (tx) => {
    await insertTotp(tx, { id, accountId, sealed: sealTotpSecret(ctx, id, makeTotpSecret()), now })
    await confirmTotp(tx, { id, label, step: 0, now })
  })
  return id
}

/** An identity at a provider of its own that is linked with an account. `ctx` runs as the owner. */
export const anIdentity = async (ctx: Ctx, accountId: AccountId, subject: string): Promise<string> => {
  const id = randomUUID()
  const identity = { id, accountId, issuer: `https://${id}.example`, subject }
  await ctx.write((tx) => insertIdentity(tx, identity, nowOf(ctx)))
  return id
}

/** A role of an account from 2026 on, in the whole organisation. `ctx` runs as the owner. */
export const aGrant = async (ctx: Ctx, accountId: AccountId, role: Role): Promise<GrantId> => {
  const id = randomUUID() as GrantId
  const grant = { id, accountId, role, validFrom: '2026-01-01', grantedBy: null, at: nowOf(ctx) }
  await ctx.write((tx) => insertGrant(tx, { ...grant, organisationId: ctx.organisationId! }))
  return id
}

/** Ten days from today on which an account is away. `ctx` runs as the owner. */
export const anAbsence = async (ctx: Ctx, accountId: AccountId): Promise<string> => {
  const [id, today] = [randomUUID(), todayIn(ctx.clock)]
  const days = { from: today.toString(), until: today.add({ days: 9 }).toString() }
  const absence = { id, accountId, organisationId: ctx.organisationId!, ...days, at: nowOf(ctx) }
  await ctx.write((tx) => insertAbsence(tx, absence))
  return id
}

/** An invitation that waits for its answer, with its token. `ctx` runs as the owner. */
export const anInvitation = async (
  ctx: Ctx,
  { name, teamId }: { readonly name: string; readonly teamId?: TeamId | undefined }
): Promise<{ readonly id: InvitationId; readonly token: string }> => {
  const [id, now, { token, hash }] = [randomUUID() as InvitationId, nowOf(ctx), makeToken()]
  const invitation = {
    id,
    organisation_id: ctx.organisationId!,
    email: `${id}@example.org`,
    display_name: name,
    language: 'de' as const,
    role: teamId ? ('counsellor' as const) : ('editor' as const),
    team_id: teamId ?? null,
    token_hash: hash,
    created_at: now,
    expires_at: later(now, 7 * DAY)
  }
  await ctx.write((tx) =>
    tx.$extendTables<AccessTables>().insertInto('access_invitation').values(invitation).execute()
  )
  return { id, token }
}

/** The token of a one-time address that gives an account another password. `ctx` runs as the owner. */
export const aPasswordReset = async (ctx: Ctx, accountId: AccountId): Promise<string> => {
  const [now, { token, hash }] = [nowOf(ctx), makeToken()]
  const entry = {
    id: randomUUID(),
    organisation_id: ctx.organisationId!,
    purpose: 'resetPassword' as const,
    account_id: accountId,
    token_hash: hash,
    created_at: now,
    expires_at: later(now, HOUR)
  }
  await ctx.write((tx) => tx.$extendTables<AccessTables>().insertInto('access_entry').values(entry).execute())
  return token
}

/** Something an account typed that is kept, sealed to the key that it has, or gets now. `ctx` runs as the owner. */
export const aDraft = async (ctx: Ctx, accountId: AccountId, typed: string): Promise<string> => {
  const [id, now] = [randomUUID(), nowOf(ctx)]
  const content = { path: '/work/profile?/save', fields: { name: typed }, uploads: [] }
  const read = () => ctx.read((tx) => selectUserKey(tx, accountId))
  if (!(await read())) await aUserKey(ctx, accountId)
  const key = await read()
  const sealed = await sealDraft(ctx, { id, accountId }, key!, content)
  await ctx.write((tx) => insertDraft(tx, { id, accountId, sealed, now }))
  return id
}
