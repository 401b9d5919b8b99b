import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aDemonstration, aRealInstallation } from '../testing/factories.ts'
import { closeDemonstration, findInstallation, openDemonstration, setUpOrganisation } from './index.ts'

const db = useTestDatabase()
const owner = db.ctx('owner')
const wish = { name: 'Beispielhaus', demo: 'automatic', suggested: true } as const

beforeEach(async () => {
  await queryAsOwner(db.owner, 'TRUNCATE access_organisation, access_installation CASCADE')
})

describe('a database that is used for the first time', () => {
  test('that is a demonstration stays one', async () => {
    const organisationId = await aDemonstration(owner, 'Beispielhaus')
    expect(await openDemonstration(owner, wish)).toEqual({
      done: true,
      value: { organisationId, filled: false }
    })
    await closeDemonstration(owner)
    expect(await openDemonstration(owner, { ...wish, suggested: false })).toEqual({
      done: true,
      value: { organisationId, filled: true }
    })
    expect(await openDemonstration(owner, { ...wish, demo: 'off' })).toEqual({
      done: false,
      reason: 'stays-demo'
    })
    expect(await setUpOrganisation(owner, { name: 'Verein' })).toEqual({
      done: false,
      reason: 'demo-database'
    })
    expect(await findInstallation(db.ctx('app_portal'))).toMatchObject({ name: 'Beispielhaus', demo: true })
  })

  test('becomes a demonstration where that is suggested', async () => {
    const opened = await openDemonstration(owner, wish)
    expect(opened.done && opened.value?.filled).toBe(false)
  })

  test('does not become one later by itself, but does when told', async () => {
    expect(await openDemonstration(owner, { ...wish, suggested: false })).toEqual({
      done: true,
      value: undefined
    })
    expect(await openDemonstration(owner, wish)).toEqual({ done: true, value: undefined })
    const told = await openDemonstration(owner, { ...wish, demo: 'on' })
    expect(told.done && told.value?.filled).toBe(false)
  })

  test('belongs to one association, set up once', async () => {
    await aRealInstallation(owner, 'Verein')
    expect(await setUpOrganisation(owner, { name: 'Zweiter' })).toEqual({
      done: false,
      reason: 'already-set-up'
    })
    expect(await openDemonstration(owner, { ...wish, demo: 'on' })).toEqual({
      done: false,
      reason: 'holds-real-data'
    })
    expect(await findInstallation(db.ctx('app_portal'))).toMatchObject({ name: 'Verein', demo: false })
  })

  test('is set up once by twenty who try at the same time', async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, n) => setUpOrganisation(owner, { name: `Verein ${n}` }))
    )
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
  })
})

describe('the eyes of the login roles', () => {
  test('the portal knows the association that runs the installation, and no other', async () => {
    const first = await db.addOrganisation('Erste')
    await db.addOrganisation('Zweite')
    expect(await findInstallation(db.ctx('app_portal', first))).toEqual({
      id: first,
      name: 'Erste',
      demo: false
    })
    const look = db.ctx('app_portal', first).read((tx) => sql`SELECT * FROM access_organisation`.execute(tx))
    await expect(look).rejects.toMatchObject({ code: '42501' })
  })

  test('signed-in work sees its own association only, and cannot write one', async () => {
    const first = await db.addOrganisation()
    const second = await db.addOrganisation()
    const work = db.ctx('app_work', second)
    const seen = await work.read((tx) => sql<{ id: string }>`SELECT id FROM access_organisation`.execute(tx))
    expect(seen.rows).toEqual([{ id: second }])
    const none = await db.ctx('app_work').read((tx) => sql`SELECT id FROM access_organisation`.execute(tx))
    expect(none.rows).toEqual([])
    const write = work.write((tx) => sql`DELETE FROM access_organisation WHERE id = ${first}`.execute(tx))
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })

  test('a read-only transaction refuses to write', async () => {
    const write = owner.read((tx) => sql`DELETE FROM access_organisation`.execute(tx))
    await expect(write).rejects.toMatchObject({ code: '25006' })
  })
})
