import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { anAccount, aSignIn } from '../testing/factories.ts'
import { insertDraft } from './draftRepository.ts'
import { findEndedSession } from './findEndedSession.ts'
import { findSession, forgetOldSignIns } from './index.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
const [MINUTE, HOUR] = [60, 3600]
let organisation: OrganisationId
const clockAt = (seconds: number) => fixedClock(start.add({ seconds }).toString())
const auth = (seconds = 0) => db.ctx('app_auth', organisation, clockAt(seconds))
const owner = (seconds = 0) => db.ctx('owner', organisation, clockAt(seconds))

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

describe('a session that has ended', () => {
  test('says for a day whose it was, opens nothing, and loses its key with the work of the day', async () => {
    const { token, session } = await aSignIn(auth(), await anAccount(owner()))
    const at = 12 * HOUR
    await forgetOldSignIns(owner(at))
    expect(await findSession(auth(at), token)).toBeUndefined()
    expect(await findEndedSession(auth(at), token)).toEqual({
      sessionId: session.sessionId,
      accountId: session.accountId
    })
    const { rows } = await queryAsOwner(db.owner, 'SELECT user_key FROM access_session WHERE id = $1', [
      session.sessionId
    ])
    expect(rows).toEqual([{ user_key: null }])
    expect(await findEndedSession(auth(at), 'x')).toBeUndefined()
    await forgetOldSignIns(owner(25 * HOUR))
    expect(await findEndedSession(auth(at), token)).toBeUndefined()
  })

  test('keeps its key while it runs', async () => {
    const { token } = await aSignIn(auth(), await anAccount(owner()))
    await forgetOldSignIns(owner(29 * MINUTE))
    expect((await findSession(auth(29 * MINUTE), token))?.userKey).toBeDefined()
  })
})

test('a draft is nothing that the sign-in reads, or the workspace writes', async () => {
  const { session } = await aSignIn(auth(), await anAccount(owner()))
  const read = auth().read((tx) =>
    tx
      .selectFrom('access_draft' as never)
      .selectAll()
      .execute()
  )
  await expect(read).rejects.toThrow('permission denied')
  const draft = { id: randomUUID(), accountId: session.accountId, sealed: Buffer.alloc(99), now: new Date(0) }
  const written = db
    .ctx('app_work', organisation, clockAt(0), session.actor)
    .write((tx) => insertDraft(tx, draft))
  await expect(written).rejects.toThrow('permission denied')
})
