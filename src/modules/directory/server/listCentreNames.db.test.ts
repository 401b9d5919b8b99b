import { beforeAll, expect, test } from 'vitest'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aCentre } from '../testing/factories.ts'
import { listCentreNames } from './index.ts'

const db = useTestDatabase()
let ours: OrganisationId
beforeAll(async () => {
  ours = await db.addOrganisation()
  const theirs = await db.addOrganisation()
  for (const name of ['Zwickau', 'Ärztehaus']) await aCentre(db.ctx('app_work', ours), { name })
  const gone = await aCentre(db.ctx('app_work', ours), { name: 'Mitte', town: null })
  await queryAsOwner(db.owner, 'UPDATE directory_centre SET archived_at = now() WHERE id = $1', [gone])
  await aCentre(db.ctx('app_work', theirs), { name: 'Fremdes Haus' })
})

const listed = async () =>
  (await listCentreNames(db.ctx('app_work', ours))).map(({ name, town, archived }) => [name, town, archived])
const OURS = [
  ['Ärztehaus', 'Dresden', false],
  ['Mitte', null, true],
  ['Zwickau', 'Dresden', false]
]

test('are those of the organisation by name, also without row-level security', async () => {
  expect(await listed()).toEqual(OURS)
  await queryAsOwner(db.owner, 'ALTER TABLE directory_centre DISABLE ROW LEVEL SECURITY')
  expect(await listed()).toEqual(OURS)
  expect(await listCentreNames(db.ctx('app_work'))).toEqual([])
})
