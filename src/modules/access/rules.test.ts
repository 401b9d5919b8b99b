import { describe, expect, it } from 'vitest'
import type { AccountId } from '#platform/ctx.ts'
import {
  ROLES,
  type GrantId,
  type HeldRole,
  type OpeningWay,
  type TeamId,
  type UserKeyState
} from './model.ts'
import {
  fitsScope,
  grantFault,
  holdsOn,
  isLastingAdministration,
  isLastWay,
  nextForKey,
  ROLE_SCOPES,
  type GrantWish
} from './rules.ts'

const TODAY = '2026-09-15'
const id = 'person' as AccountId
const absent = 'absent' as AccountId
const [north, south] = ['north' as TeamId, 'south' as TeamId]
const held = (role: HeldRole['role'], more: Partial<HeldRole> = {}): HeldRole => ({
  id: 'grant' as GrantId,
  role,
  validFrom: '2026-01-01',
  ...more
})
const wish = (more: Partial<GrantWish>): GrantWish => ({
  role: 'counsellor',
  teamId: north,
  validFrom: TODAY,
  ...more
})
const deputy = { deputyFor: absent, validUntil: '2026-10-01' }

describe('a role is given', () => {
  it.each<[string, GrantWish, HeldRole[], HeldRole[], string | undefined]>([
    ['in a team', wish({}), [], [], undefined],
    ['in a centre', { role: 'counsellor', centreId: 'a', validFrom: TODAY }, [], [], undefined],
    ['for one day', wish({ validUntil: TODAY }), [], [], undefined],
    ['later', wish({ validFrom: '2027-01-01' }), [], [], undefined],
    ['beside one in another team', wish({}), [held('counsellor', { teamId: south })], [], undefined],
    [
      'after one that ends',
      wish({ validFrom: '2026-10-01' }),
      [held('counsellor', { teamId: north, validUntil: '2026-09-30' })],
      [],
      undefined
    ],
    [
      'before one that begins',
      wish({ validUntil: '2026-09-30' }),
      [held('counsellor', { teamId: north, validFrom: '2026-10-01' })],
      [],
      undefined
    ],
    ['as deputy', wish(deputy), [], [held('counsellor', { teamId: north })], undefined],
    [
      'as deputy beside one’s own',
      wish(deputy),
      [held('counsellor', { teamId: north })],
      [held('counsellor', { teamId: north })],
      undefined
    ],
    ['nowhere that wants a team', { role: 'teamLead', validFrom: TODAY }, [], [], 'scope'],
    ['in no team that wants the organisation', wish({ role: 'systemAdmin' }), [], [], 'scope'],
    ['in no two places', wish({ centreId: 'a' }), [], [], 'scope'],
    ['not in the past', wish({ validFrom: '2026-09-14' }), [], [], 'days'],
    [
      'not to end before it begins',
      wish({ validFrom: '2026-09-17', validUntil: '2026-09-16' }),
      [],
      [],
      'days'
    ],
    [
      'as deputy not for good',
      wish({ deputyFor: absent }),
      [],
      [held('counsellor', { teamId: north })],
      'deputy'
    ],
    ['as deputy not of another role', wish(deputy), [], [held('teamLead', { teamId: north })], 'deputy'],
    ['as deputy not of another team', wish(deputy), [], [held('counsellor', { teamId: south })], 'deputy'],
    [
      'as deputy not of a deputy',
      wish(deputy),
      [],
      [held('counsellor', { teamId: north, deputyFor: id })],
      'deputy'
    ],
    [
      'as deputy not of oneself',
      wish({ ...deputy, deputyFor: id }),
      [],
      [held('counsellor', { teamId: north })],
      'deputy'
    ],
    ['not twice', wish({}), [held('counsellor', { teamId: north })], [], 'held'],
    [
      'not twice on its last day',
      wish({}),
      [held('counsellor', { teamId: north, validUntil: TODAY })],
      [],
      'held'
    ],
    [
      'not to the officer over themselves',
      { role: 'organisationAdmin', validFrom: TODAY },
      [held('dataProtectionOfficer')],
      [],
      'conflict'
    ],
    [
      'not of the officer to the administrator',
      { role: 'dataProtectionOfficer', validFrom: TODAY },
      [held('systemAdmin')],
      [],
      'conflict'
    ]
  ])('%s', (_, wanted, has, represented, expected) => {
    expect(grantFault(wanted, { id, held: has }, represented, TODAY)).toBe(expected)
  })
})

describe('every role', () => {
  it.each(ROLES)('%s holds somewhere', (role) => {
    expect(ROLE_SCOPES[role].length).toBeGreaterThan(0)
  })

  it('that reaches over people, the system or the audit holds in the organisation only', () => {
    for (const role of ['organisationAdmin', 'systemAdmin', 'dataProtectionOfficer'] as const)
      expect((['team', 'centre', 'organisation'] as const).filter((scope) => fitsScope(role, scope))).toEqual(
        ['organisation']
      )
  })
})

describe('a dated role', () => {
  it.each([
    ['2026-09-14', false],
    ['2026-09-15', true],
    ['2026-09-20', true],
    ['2026-09-21', false]
  ])('on %s holds: %s', (day, expected) => {
    expect(holdsOn({ validFrom: '2026-09-15', validUntil: '2026-09-20' }, day)).toBe(expected)
  })

  it('never counts as lasting administration, nor one that begins later or stands in for someone', () => {
    expect(isLastingAdministration(held('organisationAdmin'), TODAY)).toBe(true)
    expect(isLastingAdministration(held('organisationAdmin', { validUntil: '2030-01-01' }), TODAY)).toBe(
      false
    )
    expect(isLastingAdministration(held('organisationAdmin', { validFrom: '2026-09-16' }), TODAY)).toBe(false)
    expect(isLastingAdministration(held('organisationAdmin', { deputyFor: absent }), TODAY)).toBe(false)
    expect(isLastingAdministration(held('systemAdmin'), TODAY)).toBe(false)
  })
})

describe('the ways to a key', () => {
  const at = Temporal.Instant.from('2026-11-23T09:00:00Z')
  const way = (of: OpeningWay['way'], testedAt: Temporal.Instant | null = null): OpeningWay => ({
    way: of,
    madeAt: at,
    testedAt,
    label: null
  })
  const [password, passkey] = [way('password'), way('passkey')]
  const [untested, tested] = [way('recoverySheet'), way('recoverySheet', at)]

  it.each<[state: UserKeyState['state'], ways: readonly OpeningWay[], next: string | undefined]>([
    ['none', [], 'choose'],
    ['locked', [password], 'open'],
    ['open', [password], 'second'],
    ['open', [password, untested], 'test'],
    ['open', [password, passkey, untested], 'test'],
    ['open', [password, tested], undefined],
    ['open', [password, passkey], undefined]
  ])('%s with %j want %s', (state, ways, next) => {
    expect(nextForKey({ state, ways, secret: 'password' })).toBe(next)
  })

  it('are the last where nothing else is left but a sheet that was never tried out', () => {
    expect(isLastWay([passkey], passkey)).toBe(true)
    expect(isLastWay([passkey, untested], passkey)).toBe(true)
    expect(isLastWay([passkey, tested], passkey)).toBe(false)
    expect(isLastWay([passkey, way('passkey')], passkey)).toBe(false)
  })
})
