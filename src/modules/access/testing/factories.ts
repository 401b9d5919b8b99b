import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import { joinHalves, makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, Ctx, OrganisationId, SessionId } from '#platform/ctx.ts'
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '#testing/softwareAuthenticator.ts'
import type { Actor, Grant, GrantId, Role, SignedIn, TeamId, UserKey } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { PASSWORD_STAGE_LONGEST } from '../signInRules.ts'
import { insertAccount } from '../server/accountRepository.ts'
import {
  beginPasskey,
  confirmByTotp,
  enrolPasskey,
  findSession,
  openDemonstration,
  setUpOrganisation,
  signIn
} from '../server/index.ts'
import { makeOneTimeCodes } from '../server/oneTimeCodes.ts'
import { storePassword, type StoredPassword } from '../server/passwords/passwordWork.ts'
import { insertGrant, writeAccountState } from '../server/peopleRepository.ts'
import { publicHalvesOf } from '../server/publicHalves.ts'
import { confirmTotp, insertTotp, replaceOneTimeCodes } from '../server/secondFactorRepository.ts'
import { insertSession, renewSession } from '../server/sessionRepository.ts'
import type { AccessTables } from '../server/tables.ts'
import { insertTeam } from '../server/teamRepository.ts'
import { tendTeamKeys } from '../server/teamKeys.ts'
import { DAY, HOUR, later, MINUTE, nowOf } from '../server/times.ts'
import { makeToken } from '../server/tokens.ts'
import { makeTotpSecret, totpCode } from '../server/totp.ts'
import { sealTotpSecret } from '../server/totpSecrets.ts'
import { replaceUserKey } from '../server/userKeyRepository.ts'

/** A real installation that belongs to an association. `ctx` runs as the owner. */
export const aRealInstallation = async (ctx: Ctx, name = 'Verein'): Promise<OrganisationId> => {
  const outcome = await setUpOrganisation(ctx, { name })
  if (!outcome.done) throw new Error(`The association was not set up: ${outcome.reason}`)
  return outcome.value
}

/** A demonstration whose data are still to be put in. `ctx` runs as the owner. */
export const aDemonstration = async (ctx: Ctx, name = 'Beispielhaus'): Promise<OrganisationId> => {
  const outcome = await openDemonstration(ctx, { name, demo: 'on', suggested: false })
  if (!outcome.done || !outcome.value) throw new Error('The demonstration was not opened')
  return outcome.value.organisationId
}

/** The password of every account made here. */
export const PASSWORD = 'vier blaue Stühle'
let stored: Promise<StoredPassword | undefined> | undefined

/** Somebody who signs in with `PASSWORD`. */
export interface TestAccount {
  readonly id: AccountId
  readonly email: string
  /** The secret of the authenticator app; absent where none was asked for. */
  readonly totp: Buffer | undefined
  /** One-time codes. */
  readonly codes: readonly string[]
}

interface AccountWish {
  readonly email?: string
  readonly name?: string
  readonly roles?: readonly Role[]
  /** False for somebody who has no second factor yet. */
  readonly secondFactor?: boolean
  /** False for somebody who signs in elsewhere. */
  readonly password?: boolean
}

/** An account with an authenticator app and one-time codes. `ctx` runs as the owner or `app_auth`. */
export const anAccount = async (
  ctx: Ctx,
  { email, name = 'Beratung (Beispiel)', roles = [], secondFactor = true, password = true }: AccountWish = {}
): Promise<TestAccount> => {
  const id = randomUUID() as AccountId
  const address = email ?? `${id}@verein.example`
  const chosen = password ? await (stored ??= storePassword(PASSWORD)) : undefined
  const [now, validFrom, factorId] = [nowOf(ctx), todayIn(ctx.clock).toString(), randomUUID()]
  const codes = secondFactor ? makeOneTimeCodes() : []
  const totp = secondFactor ? makeTotpSecret() : undefined
  await ctx.write(async (tx) => {
    await insertAccount(
      tx,
      { id, email: address, displayName: name, language: 'de', ...(chosen && { password: chosen }) },
      now
    )
    const grant = { accountId: id, organisationId: ctx.organisationId!, grantedBy: null, validFrom, at: now }
    for (const role of roles) await insertGrant(tx, { ...grant, id: randomUUID() as GrantId, role })
    if (!totp) return
    await insertTotp(tx, { id: factorId, accountId: id, sealed: sealTotpSecret(ctx, factorId, totp), now })
    await confirmTotp(tx, { id: factorId, label: 'App', step: 0, now })
    await replaceOneTimeCodes(
      tx,
      id,
      codes.map(({ hash }) => hash),
      now
    )
  })
  return { id, email: address, totp, codes: codes.map(({ code }) => code) }
}

/** An invitation that waits for its answer, for a week. `ctx` runs as the owner. */
export const anOpenInvitation = async (
  ctx: Ctx,
  { email, role }: { readonly email: string; readonly role: Role }
): Promise<{ readonly token: string }> => {
  const [now, { token, hash }] = [nowOf(ctx), makeToken()]
  await ctx.write((tx) =>
    tx
      .$extendTables<AccessTables>()
      .insertInto('access_invitation')
      .values({
        id: randomUUID(),
        organisation_id: ctx.organisationId!,
        email,
        display_name: 'Beratung (Beispiel)',
        language: 'de',
        role,
        token_hash: hash,
        created_at: now,
        expires_at: later(now, 7 * DAY)
      })
      .execute()
  )
  return { token }
}

/** A full session of an account that has an authenticator app, begun elsewhere: no password was shown, their key is locked. `ctx` is `app_auth`. */
export const aSignedIn = async (
  ctx: Ctx,
  account: TestAccount
): Promise<{ token: string; session: SignedIn }> => {
  const begun = await aBegunSession(ctx, account)
  const confirmed = await confirmByTotp(ctx, begun.session, totpCode(account.totp!, ctx.clock.now()))
  if (!confirmed.done) throw new Error(`The code was refused: ${confirmed.reason}`)
  return { token: confirmed.value.token, session: (await findSession(ctx, confirmed.value.token))! }
}

/** Whoever signs in as a person does, by password and app: their key is open. `ctx` is `app_auth`; a code counts once in 30 seconds. */
export const aSignIn = async (
  ctx: Ctx,
  { email, totp }: TestAccount,
  password = PASSWORD
): Promise<{ token: string; session: SignedIn }> => {
  const begun = await signIn(ctx, { email, password, device: 'Firefox, Linux' })
  if (!begun.done) throw new Error(begun.reason)
  const waiting = (await findSession(ctx, begun.value.token))!
  const confirmed = await confirmByTotp(ctx, waiting, totpCode(totp!, ctx.clock.now()))
  if (!confirmed.done) throw new Error(confirmed.reason)
  const { token } = confirmed.value
  return { token, session: (await findSession(ctx, token))! }
}

/** A session whose password was right and which waits for the second factor. `ctx` is `app_auth`. */
export const aBegunSession = async (
  ctx: Ctx,
  { id: accountId }: Pick<TestAccount, 'id'>
): Promise<{ token: string; session: SignedIn }> => {
  const [id, now, { token, hash }] = [randomUUID() as SessionId, nowOf(ctx), makeToken()]
  const endsAt = later(now, PASSWORD_STAGE_LONGEST * MINUTE)
  await ctx.write((tx) =>
    insertSession(tx, { id, accountId, tokenHash: hash, device: 'Firefox, Linux', now, endsAt })
  )
  return { token, session: (await findSession(ctx, token))! }
}

interface ColleagueWish extends Omit<AccountWish, 'roles'> {
  readonly disabled?: boolean
  readonly grants?: readonly (Grant & { readonly validFrom?: string; readonly validUntil?: string })[]
}

/** Someone who works in the organisation of `ctx`, signed in with both factors, as the use cases ask for. `ctx` runs as the owner. */
export const aColleague = async (ctx: Ctx, { grants = [], ...wish }: ColleagueWish = {}): Promise<Actor> => {
  const { id: accountId, email } = await anAccount(ctx, wish)
  const [sessionId, now, organisationId] = [randomUUID() as SessionId, nowOf(ctx), ctx.organisationId!]
  await ctx.write(async (tx) => {
    const endsAt = later(now, HOUR)
    await insertSession(tx, {
      id: sessionId,
      accountId,
      tokenHash: makeToken().hash,
      device: 'Firefox, Linux',
      now,
      endsAt
    })
    await renewSession(tx, sessionId, { tokenHash: makeToken().hash, userKey: null, now, endsAt })
    for (const grant of grants) {
      const id = randomUUID() as GrantId
      await insertGrant(tx, {
        validFrom: '2026-01-01',
        ...grant,
        id,
        accountId,
        organisationId,
        grantedBy: accountId,
        at: now
      })
    }
    if (wish.disabled) await writeAccountState(tx, accountId, 'disabled', now)
  })
  return {
    accountId,
    sessionId,
    organisationId,
    name: wish.name ?? 'Beratung (Beispiel)',
    email,
    language: 'de',
    theme: 'system',
    textSize: 'normal',
    keyboard: true,
    grants: grants.map(({ validFrom: _, validUntil: __, ...grant }) => grant),
    confirmedAt: ctx.clock.now()
  }
}

/** A colleague who advises, in one team. */
export const aCounsellor = (ctx: Ctx, teamId: TeamId, wish: ColleagueWish = {}): Promise<Actor> =>
  aColleague(ctx, { ...wish, grants: [{ role: 'counsellor', teamId }, ...(wish.grants ?? [])] })

/** A colleague who leads one team. */
export const aTeamLead = (ctx: Ctx, teamId: TeamId, wish: ColleagueWish = {}): Promise<Actor> =>
  aColleague(ctx, { ...wish, grants: [{ role: 'teamLead', teamId }, ...(wish.grants ?? [])] })

/** A colleague who invites, gives roles and closes accounts. */
export const anOrganisationAdmin = (ctx: Ctx, wish: ColleagueWish = {}): Promise<Actor> =>
  aColleague(ctx, { ...wish, grants: [{ role: 'organisationAdmin' }, ...(wish.grants ?? [])] })

/** A colleague who watches over the processing of data. */
export const aDataProtectionOfficer = (ctx: Ctx, wish: ColleagueWish = {}): Promise<Actor> =>
  aColleague(ctx, { ...wish, grants: [{ role: 'dataProtectionOfficer' }, ...(wish.grants ?? [])] })

/** An open team of the organisation of `ctx`, which runs as the owner. */
export const aTeam = async (ctx: Ctx, name = `Team ${randomUUID().slice(0, 8)}`): Promise<TeamId> => {
  const id = randomUUID() as TeamId
  await ctx.write((tx) => insertTeam(tx, { id, organisationId: ctx.organisationId!, name, at: nowOf(ctx) }))
  return id
}

/** An authenticator that holds a passkey of an account with an authenticator app. `ctx` is `app_auth`. */
export const aPasskey = async (
  ctx: Ctx,
  account: TestAccount,
  site: PasskeySite
): Promise<SoftwareAuthenticator> => {
  const authenticator = createSoftwareAuthenticator(site.origin)
  const { session } = await aSignedIn(ctx, account)
  const begun = await beginPasskey(ctx, session, site)
  if (!begun.done) throw new Error(`No passkey was begun: ${begun.reason}`)
  const answer = authenticator.create(begun.value.options)
  const enrolled = await enrolPasskey(ctx, session, site, { answer, label: 'Diensthandy (Beispiel)' })
  if (!enrolled.done) throw new Error(`The passkey was refused: ${enrolled.reason}`)
  return authenticator
}

/** A key of an account that no session has open. `ctx` runs as the owner. */
export const aUserKey = async (ctx: Ctx, accountId: AccountId): Promise<UserKey> => {
  const key = joinHalves(await makeSealingPair()) as Uint8Array as UserKey
  const halves = publicHalvesOf(ctx, accountId, key)
  await ctx.write((tx) => replaceUserKey(tx, accountId, halves, nowOf(ctx)))
  return key
}

/**
 * A counsellor of a team, signed in with an open key of their own. The first of a team makes its key, the others wait for it. `ctx` runs as the owner.
 */
export const aTeamMember = async (ctx: Ctx, teamId: TeamId): Promise<SignedIn> => {
  const actor = await aCounsellor(ctx, teamId)
  const { accountId, sessionId } = actor
  const session = {
    sessionId,
    accountId,
    stage: 'full',
    actor,
    userKey: await aUserKey(ctx, accountId)
  } as const
  await ctx.write((tx) => tendTeamKeys(tx, ctx, session))
  return session
}
