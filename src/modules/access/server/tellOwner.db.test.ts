import { beforeAll, beforeEach, expect, test } from 'vitest'
import { Secret } from 'otpauth'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { aPasskey, anAccount, aSignedIn } from '../testing/factories.ts'
import {
  beginTotp,
  enrolTotp,
  listSecondFactors,
  removeSecondFactor,
  renameSecondFactor,
  renewOneTimeCodes
} from './index.ts'
import { totpCode } from './totp.ts'

const SITE = { id: 'verein.example', origin: 'https://verein.example' }
const db = useTestDatabase()
let organisation: OrganisationId
let ctx: Ctx
beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  ctx = db.ctx('app_auth', organisation)
  await queryAsOwner(db.owner, 'UPDATE access_organisation SET runs_installation = true WHERE id = $1', [
    organisation
  ])
})
beforeEach(() => queryAsOwner(db.owner, 'DELETE FROM platform_outbox'))

/** The mails that wait, in the order they were written. */
const mails = async () => {
  const { rows } = await queryAsOwner<{ id: string; sealed: Buffer }>(
    db.owner,
    'SELECT id, sealed FROM platform_outbox ORDER BY created_at, ctid'
  )
  return rows.map(({ id, sealed }) => openMail(ctx.serverKey, organisation, id, sealed))
}
const signedIn = async () => {
  const account = await anAccount(db.ctx('owner', organisation))
  const { session } = await aSignedIn(ctx, account)
  return { account, session }
}
const addApp = async (session: SignedIn, label: string) => {
  const begun = await beginTotp(ctx, session)
  if (!begun.done) throw new Error(begun.reason)
  const { factorId, secret } = begun.value
  const code = totpCode(Secret.fromBase32(secret).bytes, ctx.clock.now())
  const enrolled = await enrolTotp(ctx, session, { factorId, code, label })
  expect(enrolled.done).toBe(true)
  return { factorId, secret }
}

test('an app that is added and removed, and new codes, are told to the owner with neither device nor secret', async () => {
  const { account, session } = await signedIn()
  const { factorId, secret } = await addApp(session, 'Rufen Sie 0900 an')
  expect(await removeSecondFactor(ctx, session, factorId)).toMatchObject({ done: true })
  const renewed = await renewOneTimeCodes(ctx, session)
  const told = await mails()
  expect(told.map(({ to, subject }) => [to, subject])).toEqual([
    [account.email, 'Authenticator-App für Ihre Anmeldung eingerichtet'],
    [account.email, 'Authenticator-App von Ihrer Anmeldung entfernt'],
    [account.email, 'Neue Einmalcodes für Ihre Anmeldung']
  ])
  for (const { text } of told) expect(text).toContain('bei Beispielverein')
  const said = told.map(({ subject, text }) => `${subject}\n${text}`).join('\n')
  const codes = renewed.done ? renewed.value.codes : []
  expect(codes).toHaveLength(10)
  for (const hidden of ['0900', factorId, secret, session.accountId, ...codes])
    expect(said).not.toContain(hidden)
})

test('a passkey that is added and removed is told, in the language of the account', async () => {
  const account = await anAccount(db.ctx('owner', organisation))
  await queryAsOwner(db.owner, `UPDATE access_account SET language = 'en' WHERE id = $1`, [account.id])
  await aPasskey(ctx, account, SITE)
  const { session } = await aSignedIn(db.ctx('app_auth', organisation, later), account)
  const { factors } = await listSecondFactors(ctx, session)
  const passkey = factors.find(({ kind }) => kind === 'passkey')!
  await removeSecondFactor(db.ctx('app_auth', organisation, later), session, passkey.id)
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    'A passkey was added to your sign-in',
    'A passkey was removed from your sign-in'
  ])
})

test('a factor has another name afterwards, which is in the audit and in no mail', async () => {
  const { session } = await signedIn()
  const { factors } = await listSecondFactors(ctx, session)
  const { id } = factors[0]!
  expect(await renameSecondFactor(ctx, session, { id, label: 'Diensthandy' })).toEqual({
    done: true,
    value: undefined
  })
  expect((await listSecondFactors(ctx, session)).factors).toMatchObject([{ id, label: 'Diensthandy' }])
  expect(await mails()).toEqual([])
  const { rows } = await queryAsOwner(
    db.owner,
    `SELECT payload FROM access_audit_event WHERE event = 'access.factor.renamed' AND actor_id = $1`,
    [session.accountId]
  )
  expect(rows).toEqual([{ payload: { factor: id } }])
  const stranger = await signedIn()
  const gone = { done: false, reason: 'gone' }
  expect(await renameSecondFactor(ctx, stranger.session, { id, label: 'Meins' })).toEqual(gone)
  expect(
    await renameSecondFactor(db.ctx('app_auth', organisation, later), session, { id, label: 'x' })
  ).toEqual({ done: false, reason: 'confirm' })
})

test('nothing is told where the audit fails, for nothing was changed', async () => {
  const { session } = await signedIn()
  const before = await listSecondFactors(ctx, session)
  await queryAsOwner(db.owner, 'ALTER TABLE access_audit_head RENAME TO access_audit_head_away')
  await expect(renewOneTimeCodes(ctx, session)).rejects.toThrow('access_audit_head')
  await queryAsOwner(db.owner, 'ALTER TABLE access_audit_head_away RENAME TO access_audit_head')
  expect(await mails()).toEqual([])
  expect(await listSecondFactors(ctx, session)).toEqual(before)
})

const later = { now: () => ctx.clock.now().add({ minutes: 11 }) }
