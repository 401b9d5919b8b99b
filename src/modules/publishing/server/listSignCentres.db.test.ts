import { expect, test } from 'vitest'
import type { AccessibilityCode } from '#modules/directory/index.ts'
import { aCentre } from '#modules/directory/testing/factories.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { listSignCentres } from './public.ts'

const db = useTestDatabase()

test('centres with sign language are listed by town, those of another organisation are not', async () => {
  const [own, other] = [await db.addOrganisation(), await db.addOrganisation()]
  const work = db.ctx('app_work', own)
  const signs: { accessibility: AccessibilityCode[] } = { accessibility: ['step-free', 'sign-language'] }
  await aCentre(work, { ...signs, name: 'Haus Zwei', town: 'Zwickau' })
  await aCentre(work, { ...signs, name: 'Haus Eins', town: 'Chemnitz' })
  await aCentre(work, {
    ...signs,
    name: 'Haus Drei',
    address_visibility: 'hidden',
    position_approximate: true
  })
  await aCentre(work, { name: 'Haus ohne' })
  await aCentre(db.ctx('app_work', other), { ...signs, name: 'Fremdes Haus' })
  const listed = await listSignCentres(db.ctx('app_portal', own))
  expect(listed.map(({ name, town }) => [name, town])).toEqual([
    ['Haus Drei', null],
    ['Haus Eins', 'Chemnitz'],
    ['Haus Zwei', 'Zwickau']
  ])
  expect(await listSignCentres(db.ctx('app_portal'))).toEqual([])
})
