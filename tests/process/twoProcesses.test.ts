import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import demonstration from '../../data/demo/accounts.json' with { type: 'json' }
import { addressOf, ownerOf } from './cluster.ts'
import { createVisitor, SESSION, signedInAs, type Visitor } from './staff/visitor.ts'
import { useWorkshop, type RunningApplication } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
let one: RunningApplication
let other: RunningApplication
const TEAM = `/work/teams/${demonstration.team.id}`
const LEAD = demonstration.accounts.find(({ role }) => role === 'teamLead')!

beforeAll(async () => {
  one = await workshop.start({ ANLAUFSTELLE_DATA: data })
  const [owner, second] = [ownerOf(data), workshop.newData()]
  mkdirSync(second, { mode: 0o700 })
  copyFileSync(join(data, 'server.key'), join(second, 'server.key'))
  other = await workshop.start({
    ANLAUFSTELLE_DATA: second,
    DATABASE_URL: addressOf(owner, owner.database)
  })
})
afterAll(async () => {
  await other.stop()
  await one.stop()
})

/** The same browser at the other process, as behind a proxy that chooses one for each request. */
const movedTo = async (address: string, visitor: Visitor): Promise<Visitor> => {
  const moved = createVisitor(address)
  for (const [name, value] of visitor.cookies) moved.cookies.set(name, value)
  await moved.get('/work/profile')
  return moved
}
const write = (visitor: Visitor, words: string) => visitor.post(`${TEAM}?/write`, { id: randomUUID(), words })

test('two processes behind one database share sessions, keys, notes and what is passed on', async () => {
  const counsellor = await signedInAs(one.address, 'counsellor')
  const elsewhere = await movedTo(other.address, counsellor)
  expect((await write(counsellor, 'An der einen geschrieben')).status).toBe(303)
  expect((await elsewhere.get(TEAM)).body).toContain('An der einen geschrieben')
  expect((await write(elsewhere, 'An der anderen geschrieben')).status).toBe(303)
  expect((await counsellor.get(TEAM)).body).toContain('An der anderen geschrieben')

  const lead = await signedInAs(other.address, 'teamLead')
  expect((await lead.get(TEAM)).body, 'who waits reads nothing').not.toContain('geschrieben')
  expect((await counsellor.post('/work/teams?/passKeyOn', { accountId: LEAD.id })).status).toBe(303)
  for (const reader of [lead, await movedTo(one.address, lead)])
    expect((await reader.get(TEAM)).body).toContain('An der anderen geschrieben')
})

test('a session that is ended at one process is ended at the other, also where it was just used', async () => {
  const here = await signedInAs(one.address, 'counsellor')
  const there = await movedTo(other.address, here)
  expect((await there.get(TEAM)).status).toBe(200)
  const token = here.cookies.get(SESSION)!
  expect((await here.post('/sign-out')).status).toBe(303)
  expect(there.cookies.get(SESSION)).toBe(token)
  expect((await there.get(TEAM)).location).toMatch(/^\/sign-in/)
  expect((await write(there, 'zu spät')).location).toMatch(/^\/sign-in/)
})
