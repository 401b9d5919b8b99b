import { expect, test } from 'vitest'
import { ROLES } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { useWorkshop } from '../workshop.ts'
import { confirmAs, createVisitor, SESSION, signedInAs, type Visitor } from './visitor.ts'

const workshop = useWorkshop()

test('a colleague of every role signs in as a person does, and is known by name', async () => {
  const { address } = await workshop.start({ ANLAUFSTELLE_DATA: workshop.demonstration() })
  let last: Visitor | undefined
  for (const role of ROLES) {
    const visitor = await signedInAs(address, role)
    const { status, body } = await visitor.get('/work/profile')
    expect([role, status]).toEqual([role, 200])
    expect(body).toContain(demoColleague(role).email)
    expect(visitor.csrf).toMatch(/^[\w-]{43}$/)
    last = visitor
  }
  const token = last!.cookies.get(SESSION)
  await confirmAs(last!, demoColleague(ROLES.at(-1)!))
  expect(last!.cookies.get(SESSION)).not.toBe(token)
  expect((await last!.post('/sign-out')).status).toBe(303)
  expect([...last!.cookies.keys()]).not.toContain(SESSION)
  expect((await createVisitor(address).get('/work')).location).toBe('/sign-in?back=%2Fwork')
})
