import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Language, Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { insertAccount } from './accountRepository.ts'
import { beginSession } from './beginSession.ts'
import { callUseSetUp } from './entryRepository.ts'
import { findSetUp } from './findSetUp.ts'
import { giveFirstRoles } from './giveFirstRoles.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import type { NewPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** The first administrator, and the association where there is none yet. */
export interface SetUp {
  readonly token: string
  /** Wanted where `findSetUp` knows none. */
  readonly organisation: string
  readonly displayName: string
  readonly email: string
  readonly password: string
  readonly language: Language
  readonly device: string
}

/**
 * Sets the installation up, once: the association where there is none, and the first administrator, who gives roles and
 * looks after the system. Answers a session that waits for the second factor. Refuses an address that is used or
 * expired (`gone`), also for all but one of those who come at once, and one whose account there already is (`taken`).
 */
export const completeSetUp = async (
  ctx: Ctx,
  setUp: SetUp
): Promise<Outcome<{ readonly token: string }, 'gone' | 'taken' | PasswordFault> | Wait<'busy'>> => {
  const found = await findSetUp(ctx, setUp.token)
  if (!found) return refuse('gone')
  const organisation = found.organisation ?? setUp.organisation
  const chosen = await choosePassword(setUp.password, [setUp.email, setUp.displayName, organisation])
  if (!chosen.done) return chosen
  return ctx.write((tx) => appoint(tx, ctx, setUp, chosen.value)).catch(takenOrThrow)
}

const FIRST_ROLES = [{ role: 'organisationAdmin' }, { role: 'systemAdmin' }] as const

/** Undoes the transaction, so that the address stays good. */
class Taken extends Error {}

const takenOrThrow = (fault: unknown) => {
  if (fault instanceof Taken) return refuse('taken')
  throw fault
}

const appoint = async (
  tx: Tx,
  ctx: Ctx,
  { token, organisation, displayName, email, language, device }: SetUp,
  password: NewPassword
): Promise<Outcome<{ readonly token: string }, 'gone'>> => {
  const [now, id] = [nowOf(ctx), randomUUID() as AccountId]
  const organisationId = await callUseSetUp(tx, hashOfToken(token)!, organisation, now)
  if (!organisationId) return refuse('gone')
  if (!(await insertAccount(tx, { id, email, displayName, language, password }, now))) throw new Taken()
  await recordEvent(tx, ctx, { event: 'access.organisation.setUp', payload: { demo: false }, actor: id })
  await giveFirstRoles(tx, ctx, id, { organisationId, roles: FIRST_ROLES })
  const within = { ...ctx, organisationId }
  return done({ token: await beginSession(tx, within, { accountId: id, password, device }) })
}
