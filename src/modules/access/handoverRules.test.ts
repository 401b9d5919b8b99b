import { describe, expect, it } from 'vitest'
import type { AccountId } from '#platform/ctx.ts'
import { handoverOf, type Handover, type HeldVersion, type Leaving } from './handoverRules.ts'
import type { GrantId, HeldRole, TeamId } from './model.ts'

const TODAY = '2026-09-15'
const [me, one, two, three] = ['me', 'one', 'two', 'three'] as AccountId[] as [
  AccountId,
  AccountId,
  AccountId,
  AccountId
]
const [north, south] = [
  { id: 'north' as TeamId, name: 'Nord' },
  { id: 'south' as TeamId, name: 'Süd' }
]
const role = (name: HeldRole['role'], more: Partial<HeldRole> = {}): HeldRole => ({
  id: 'grant' as GrantId,
  role: name,
  validFrom: '2026-01-01',
  ...more
})
const inNorth = role('counsellor', { teamId: north.id })
const deputy = role('counsellor', { teamId: north.id, deputyFor: one, validUntil: '2026-12-31' })
const leaving = (more: Partial<Leaving>): Leaving => ({
  accountId: me,
  roles: [],
  staying: [],
  isLastAdministration: false,
  versions: [],
  duties: [],
  recoveryHolders: [],
  invitations: 0,
  ...more
})
const version = (shared: boolean, ...pairs: HeldVersion['pairs']): HeldVersion => ({
  team: north,
  shared,
  pairs
})
const key = (recoverable: boolean): Handover => ({ kind: 'teamKey', team: north, recoverable })
const duty = { duty: 'mistakeReports', team: north } as const

describe('what has to be handed over', () => {
  it.each<[what: string, more: Partial<Leaving>, expected: readonly Handover[]]>([
    ['nothing of who has nothing', {}, []],
    ['the last administration', { isLastAdministration: true }, [{ kind: 'administration' }]],
    [
      'the last administration, and not its role as well',
      { isLastAdministration: true, roles: [role('organisationAdmin')] },
      [{ kind: 'administration' }]
    ],
    ['a role nobody else has', { roles: [inNorth] }, [{ kind: 'role', role: inNorth }]],
    [
      'a role somebody has in another team',
      { roles: [inNorth], staying: [role('counsellor', { teamId: south.id })] },
      [{ kind: 'role', role: inNorth }]
    ],
    [
      'a role that only a deputy has besides',
      { roles: [inNorth], staying: [{ ...deputy, deputyFor: me }] },
      [{ kind: 'role', role: inNorth }]
    ],
    ['no role that somebody else has', { roles: [inNorth], staying: [inNorth] }, []],
    ['whom they stand in for', { roles: [deputy], staying: [inNorth] }, [{ kind: 'deputy', role: deputy }]],
    ['no key that somebody shares', { versions: [version(true)] }, []],
    ['a key nobody else has', { versions: [version(false)] }, [key(false)]],
    ['a team once, however many versions', { versions: [version(false), version(false)] }, [key(false)]],
    [
      'a key of which an older version is theirs alone',
      { versions: [version(false), version(true)] },
      [key(false)]
    ],
    [
      'a key that two others have in halves',
      { versions: [version(false, [one, two])], recoveryHolders: [one, two] },
      [key(true)]
    ],
    [
      'a key that they have in halves themselves',
      { versions: [version(false, [me, two])], recoveryHolders: [two, three] },
      [key(false)]
    ],
    [
      'a key that somebody has in halves who counts no more',
      { versions: [version(false, [one, two])], recoveryHolders: [two, three] },
      [key(false)]
    ],
    [
      'a key of which one version is not in halves',
      { versions: [version(false, [one, two]), version(false)], recoveryHolders: [one, two] },
      [key(false)]
    ],
    ['the office of a recovery holder', { recoveryHolders: [me, one] }, [{ kind: 'recovery', left: 1 }]],
    ['no office of others', { recoveryHolders: [one, two] }, []],
    [
      'a duty of a team of theirs alone',
      { duties: [duty], roles: [inNorth], staying: [role('counsellor', { teamId: south.id })] },
      [
        { kind: 'duty', ...duty },
        { kind: 'role', role: inNorth }
      ]
    ],
    [
      'a duty of a team to which somebody comes later',
      { duties: [duty], roles: [inNorth], staying: [{ ...inNorth, validFrom: '2026-10-01' }] },
      [{ kind: 'duty', ...duty }]
    ],
    ['no duty of a team that others are in', { duties: [duty], roles: [inNorth], staying: [inNorth] }, []],
    ['no duty of a team they are not in', { duties: [duty] }, []],
    ['invitations', { invitations: 2 }, [{ kind: 'invitations', count: 2 }]]
  ])('%s', (_, more, expected) => {
    expect(handoverOf(leaving(more), TODAY)).toEqual(expected)
  })

  it('comes with the gravest first', () => {
    const all = leaving({
      isLastAdministration: true,
      versions: [version(false)],
      recoveryHolders: [me],
      duties: [duty],
      roles: [inNorth, deputy],
      invitations: 1
    })
    expect(handoverOf(all, TODAY).map(({ kind }) => kind)).toEqual([
      'administration',
      'teamKey',
      'recovery',
      'duty',
      'role',
      'deputy',
      'invitations'
    ])
  })
})
