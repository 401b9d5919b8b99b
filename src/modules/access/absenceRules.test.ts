import { describe, expect, it } from 'vitest'
import type { AccountId } from '#platform/ctx.ts'
import { absenceFault, rolesToTakeOver } from './absenceRules.ts'
import type { GrantId, HeldRole, TeamId } from './model.ts'

const TODAY = '2026-09-15'
const id = 'absent' as AccountId
const teamId = 'north' as TeamId
const held = (more: Partial<HeldRole> = {}): HeldRole => ({
  id: 'grant' as GrantId,
  role: 'counsellor',
  teamId,
  validFrom: '2026-01-01',
  ...more
})

describe('an absence is noted', () => {
  it.each([
    ['of one day', TODAY, TODAY, undefined],
    ['that began before', '2026-09-01', TODAY, undefined],
    ['to come', '2026-12-20', '2027-01-06', undefined],
    ['of three years', TODAY, '2029-09-15', undefined],
    ['not of more', TODAY, '2029-09-16', 'long'],
    ['not when it is over', '2026-09-01', '2026-09-14', 'over'],
    ['not when it ends before it begins', '2026-09-20', '2026-09-19', 'order']
  ])('%s', (_, from, until, expected) => {
    expect(absenceFault({ from, until }, TODAY)).toBe(expected)
  })
})

describe('whoever stands in gets', () => {
  const days = { from: '2026-09-10', until: '2026-09-30' }
  const deputy = { role: 'counsellor', teamId, deputyFor: id, validFrom: TODAY, validUntil: '2026-09-30' }

  it.each<[what: string, roles: readonly HeldRole[], expected: readonly object[]]>([
    ['roles of teams, from today on', [held()], [deputy]],
    [
      'roles of centres',
      [{ id: 'grant' as GrantId, role: 'groupLeader', centreId: 'centre', validFrom: TODAY }],
      [{ role: 'groupLeader', centreId: 'centre', deputyFor: id, validFrom: TODAY, validUntil: '2026-09-30' }]
    ],
    [
      'a role that ends meanwhile until then',
      [held({ validUntil: '2026-09-20' })],
      [{ ...deputy, validUntil: '2026-09-20' }]
    ],
    [
      'a role that begins meanwhile from then on',
      [held({ validFrom: '2026-09-25' })],
      [{ ...deputy, validFrom: '2026-09-25' }]
    ],
    ['no role that begins later', [held({ validFrom: '2026-10-01' })], []],
    [
      'no role of the whole organisation',
      [{ id: 'grant' as GrantId, role: 'organisationAdmin', validFrom: TODAY }],
      []
    ],
    [
      'no role that the colleague holds for another',
      [held({ deputyFor: 'other' as AccountId, validUntil: '2026-09-30' })],
      []
    ]
  ])('%s', (_, roles, expected) => {
    expect(rolesToTakeOver({ id, roles }, days, TODAY)).toEqual(expected)
  })

  it('roles from its first day where it is to come', () => {
    const coming = { from: '2026-12-20', until: '2027-01-06' }
    expect(rolesToTakeOver({ id, roles: [held()] }, coming, TODAY)).toEqual([
      { ...deputy, validFrom: '2026-12-20', validUntil: '2027-01-06' }
    ])
  })
})
