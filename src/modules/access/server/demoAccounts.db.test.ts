import { describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { ROLES } from '../model.ts'
import { aDemonstration, aRealInstallation } from '../testing/factories.ts'
import { confirmByTotp, findSession, listDemoAccounts, makeDemoAccounts, signIn } from './index.ts'

const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
const clock = fixedClock(start.toString())

describe('in a demonstration', () => {
  const db = useTestDatabase()

  test('somebody of every role signs in like everyone', async () => {
    const organisation = await aDemonstration(db.ctx('owner'), 'Nachbarhaus Sachsen')
    const [owner, auth] = [db.ctx('owner', organisation, clock), db.ctx('app_auth', organisation, clock)]
    expect(await listDemoAccounts(auth)).toEqual([])
    expect(await makeDemoAccounts(owner)).toBe(ROLES.length)
    expect(await makeDemoAccounts(owner)).toBe(0)
    const accounts = await listDemoAccounts(auth)
    expect(accounts.map(({ role }) => role)).toEqual(ROLES)
    for (const { email, password, code, role } of [accounts[0]!, accounts[8]!]) {
      const begun = await signIn(auth, { email, password, device: '' })
      if (!begun.done) throw new Error(begun.reason)
      expect(begun.value.next).toBe('secondFactor')
      const waiting = (await findSession(auth, begun.value.token))!
      expect(await confirmByTotp(auth, waiting, '000000')).toMatchObject({ reason: 'wrong' })
      const confirmed = await confirmByTotp(auth, waiting, code)
      if (!confirmed.done) throw new Error(confirmed.reason)
      const { actor } = (await findSession(auth, confirmed.value.token))!
      expect(actor.grants).toMatchObject([{ role }])
    }
  })

  test('what was changed is not shown, and not made again', async () => {
    const { rows } = await queryAsOwner<{ id: string; organisation_id: never }>(
      db.owner,
      "UPDATE access_account SET email = 'x@nachbarhaus.example' WHERE email LIKE 'beratung@%' RETURNING id, organisation_id"
    )
    const organisation = rows[0]!.organisation_id
    expect(await makeDemoAccounts(db.ctx('owner', organisation))).toBe(0)
    await queryAsOwner(db.owner, 'UPDATE access_account SET password_changed_at = now() WHERE id = $1', [
      rows[0]!.id
    ])
    const shown = await listDemoAccounts(db.ctx('app_auth', organisation))
    expect(shown.map(({ role }) => role)).toEqual(ROLES.filter((role) => role !== 'counsellor'))
  })
})

describe('elsewhere', () => {
  const db = useTestDatabase()

  test('there are none', async () => {
    const organisation = await aRealInstallation(db.ctx('owner'))
    const other = await db.addOrganisation('Andere').catch(() => undefined)
    for (const id of [organisation, other, undefined])
      expect(await makeDemoAccounts(db.ctx('owner', id))).toBe(0)
    expect(await listDemoAccounts(db.ctx('app_auth', organisation))).toEqual([])
    expect((await queryAsOwner(db.owner, 'SELECT FROM access_account')).rows).toEqual([])
  })
})
