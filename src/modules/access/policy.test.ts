import { describe, expect, it } from 'vitest'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { ROLES, type Grant, type Role, type TeamId } from './model.ts'
import {
  fieldsFor,
  forbidsOneself,
  mayDo,
  needsStepUp,
  PERMISSIONS,
  permissionsOf,
  PERSON_FIELDS,
  POLICY,
  RELATIONS,
  rolesThatMay,
  whoMay,
  type Permission,
  type Policy,
  type PolicyActor,
  type PolicyRecord,
  type Rule
} from './policy.ts'

const ours = 'ours' as OrganisationId
const me = 'me' as AccountId
const [ourTeam, otherTeam] = ['our team' as TeamId, 'other team' as TeamId]
const ourCentre = 'our centre'
const someone = (id: string, more: Partial<PolicyRecord> = {}): PolicyRecord => ({
  organisationId: ours,
  ownerId: id as AccountId,
  ...more
})

/** Whom or what someone asks about. */
const RECORDS = {
  own: someone('me', { teamIds: [ourTeam], centreIds: [ourCentre] }),
  represented: someone('represented', { teamIds: [otherTeam] }),
  team: someone('in our team', { teamIds: [otherTeam, ourTeam] }),
  centre: someone('in our centre', { centreIds: [ourCentre] }),
  other: someone('elsewhere', { teamIds: [otherTeam], centreIds: ['other centre'] }),
  nobody: { organisationId: ours },
  foreign: {
    ...someone('me', { teamIds: [ourTeam], centreIds: [ourCentre] }),
    organisationId: 'theirs' as OrganisationId
  }
} satisfies Record<string, PolicyRecord>
type Kind = keyof typeof RECORDS
const KINDS = Object.keys(RECORDS) as Kind[]

const inTeam = (role: Role): Grant => ({ role, teamId: ourTeam })
const inCentre = (role: Role): Grant => ({ role, centreId: ourCentre })
const deputy = (role: Role): Grant => ({ role, teamId: ourTeam, deputyFor: 'represented' as AccountId })

/** Every role in every kind of place, a deputy of every role, and someone without a role. */
const ACTORS: readonly (readonly [string, readonly Grant[]])[] = [
  ['without a role', []],
  ...ROLES.flatMap((role) => [
    [`${role} of the organisation`, [{ role }]] as const,
    [`${role} of a team`, [inTeam(role)]] as const,
    [`${role} of a centre`, [inCentre(role)]] as const,
    [`${role} as deputy`, [deputy(role)]] as const
  ])
]

/** Written by hand, apart from the table it is held against: who may, of which records, and whether it asks for more. */
const EXPECTED: Readonly<Record<Permission, readonly [who: string, ...more: string[]]>> = {
  'today.view': ['everyone, own'],
  'permissions.view': ['everyone, all'],
  'profile.view': ['everyone, own'],
  'profile.change': ['everyone, own'],
  'profile.noteAbsence': ['everyone, own'],
  'profile.export': ['everyone, own', 'fresh'],
  'sessions.view': ['everyone, own'],
  'sessions.end': ['everyone, own'],
  'factors.view': ['everyone, own'],
  'factors.change': ['everyone, own', 'fresh'],
  'password.change': ['everyone, own', 'fresh'],
  'key.view': ['everyone, own'],
  'key.makeSheet': ['everyone, own', 'fresh'],
  'key.choosePassphrase': ['everyone, own', 'fresh'],
  'key.giveUp': ['everyone, own', 'fresh'],
  'drafts.view': ['everyone, own'],
  'drafts.discard': ['everyone, own'],
  'people.view': ['everyone, all'],
  'invitations.view': ['organisationAdmin, all'],
  'people.noteAbsence': ['organisationAdmin, all'],
  'people.nameStandIn': ['organisationAdmin, all', 'fresh'],
  'people.invite': ['organisationAdmin, all', 'fresh'],
  'people.disable': ['organisationAdmin, all', 'fresh', 'others'],
  'people.enable': ['organisationAdmin, all', 'fresh', 'others'],
  'people.resetFactors': ['organisationAdmin, all', 'fresh', 'others'],
  'people.export': ['dataProtectionOfficer, all', 'fresh'],
  'people.erase': ['organisationAdmin, all', 'fresh', 'others'],
  'roles.grant': ['organisationAdmin, all', 'fresh', 'others'],
  'roles.end': ['organisationAdmin, all', 'fresh'],
  'teams.view': ['everyone, all'],
  'teams.create': ['organisationAdmin, all'],
  'teams.rename': ['organisationAdmin, all'],
  'teams.close': ['organisationAdmin, all'],
  'teams.giveDuty': ['organisationAdmin, all'],
  'teams.passKeyOn': ['everyone, team', 'others'],
  'recovery.view': ['everyone, all'],
  'recovery.name': ['organisationAdmin, all', 'fresh'],
  'recovery.release': ['everyone, all', 'fresh', 'others'],
  'mistakes.view': ['everyone, team'],
  'mistakes.close': ['everyone, team'],
  'notes.view': ['everyone, team'],
  'notes.write': ['everyone, team'],
  'find.use': ['everyone, own'],
  'tasks.view': ['everyone, own or team'],
  'tasks.write': ['everyone, own or team'],
  'audit.viewMine': ['everyone, own'],
  'audit.view': ['dataProtectionOfficer, all'],
  'audit.export': ['dataProtectionOfficer, all', 'fresh'],
  'outbox.view': ['systemAdmin, all'],
  'outbox.retry': ['systemAdmin, all'],
  'system.view': ['systemAdmin, all']
}

const mayExpected = (permission: Permission, [name]: (typeof ACTORS)[number], kind: Kind | undefined) => {
  const [who, ...more] = EXPECTED[permission]
  if (kind === 'foreign' || (kind === 'own' && more.includes('others'))) return false
  if (who === 'everyone, own') return kind === 'own' || kind === undefined
  if (who === 'everyone, own or team' && (kind === 'own' || kind === undefined)) return true
  if (who === 'everyone, team' || (who === 'everyone, own or team' && kind !== 'own'))
    return kind === undefined || (/^(?:own|team)$/.test(kind) && / (?:of a team|as deputy)$/.test(name))
  return who === 'everyone, all' || name === `${who.split(',')[0]} of the organisation`
}

/** What may be read of a colleague besides name, roles and absence, by hand. */
const fieldsExpected = ([name]: (typeof ACTORS)[number], kind: Kind): string[] => {
  if (kind === 'foreign') return []
  const fields = ['name', 'roles', 'absence']
  const place = name.split(' of a ')[1] ?? (name.endsWith('as deputy') ? 'team' : '')
  const isOfficer = name === 'dataProtectionOfficer of the organisation'
  const isAdmin = name === 'organisationAdmin of the organisation'
  const leads =
    name.startsWith('teamLead ') &&
    ((place === 'team' && (kind === 'team' || kind === 'own')) || name.endsWith('organisation'))
  const own = kind === 'own'
  const near = kind === place || (kind === 'represented' && name.endsWith('as deputy'))
  if (own || near || isOfficer || isAdmin) fields.push('email')
  if (own || leads || isOfficer || isAdmin) fields.push('state')
  if (own || isAdmin) fields.push('factors')
  if (own || isOfficer || isAdmin) fields.push('history')
  return fields
}

const actorWith = (grants: readonly Grant[]): PolicyActor => ({ accountId: me, organisationId: ours, grants })

/** Where a policy says something else than what is written here. */
const differences = (policy: Policy): string[] => {
  const found: string[] = []
  const compare = (what: string, is: unknown, expected: unknown) => {
    if (is !== expected) found.push(`${what}: ${String(is)}`)
  }
  for (const permission of PERMISSIONS) {
    const [, ...more] = EXPECTED[permission]
    compare(`${permission} fresh`, needsStepUp(permission, policy), more.includes('fresh'))
    compare(`${permission} oneself`, forbidsOneself(permission, policy), more.includes('others'))
    for (const each of ACTORS)
      for (const kind of [undefined, ...KINDS])
        compare(
          `${each[0]} ${permission} ${kind ?? 'any'}`,
          mayDo(actorWith(each[1]), permission, kind && RECORDS[kind], policy),
          mayExpected(permission, each, kind)
        )
  }
  for (const each of ACTORS)
    for (const kind of KINDS) {
      const fields = fieldsFor(actorWith(each[1]), 'people.view', RECORDS[kind], policy)
      const is = PERSON_FIELDS.filter((field) => fields.has(field)).join()
      compare(`${each[0]} reads ${kind}`, is, fieldsExpected(each, kind).join())
    }
  return found
}

interface Mutant {
  readonly name: string
  readonly policy: Policy
}

const negated = ({ roles, ...rule }: Rule): Rule => ({
  ...rule,
  roles: roles === 'everyone' ? [] : ROLES.filter((role) => !roles.includes(role))
})

/** Fields that a rule can add at all: name and roles are everyone's already. */
const CONFIDENTIAL = ['email', 'state', 'factors', 'history'] as const

const mutantsOf = (rule: Rule): (readonly [string, readonly Rule[]])[] => [
  ['dropped', []],
  ['negated', [negated(rule)]],
  ...(rule.roles === 'everyone'
    ? ROLES.map((role) => [`for ${role} only`, [{ ...rule, roles: [role] }]] as const)
    : [['for everyone', [{ ...rule, roles: 'everyone' as const }]] as const]),
  ...RELATIONS.filter((relation) => relation !== rule.relation).map(
    (relation) => [`${relation} for ${rule.relation}`, [{ ...rule, relation }]] as const
  ),
  ...(rule.fields ?? []).map(
    (field) =>
      [`without ${field}`, [{ ...rule, fields: rule.fields!.filter((each) => each !== field) }]] as const
  ),
  ...(rule.fields ? CONFIDENTIAL.filter((field) => !rule.fields!.includes(field)) : []).map(
    (field) => [`with ${field}`, [{ ...rule, fields: [...rule.fields!, field] }]] as const
  )
]

const mutants = (Object.entries(POLICY) as [Permission, Policy[string]][]).flatMap(
  ([permission, entry]): Mutant[] => {
    const put = (name: string, changed: object): Mutant => ({
      name: `${permission} ${name}`,
      policy: { ...POLICY, [permission]: { ...entry, ...changed } }
    })
    return [
      put('fresh', { stepUp: entry.stepUp ? undefined : true }),
      put('oneself', { notOneself: entry.notOneself ? undefined : true }),
      ...entry.rules.flatMap((rule, index) =>
        mutantsOf(rule).map(([name, rules]) =>
          put(`rule ${index} ${name}`, { rules: entry.rules.toSpliced(index, 1, ...rules) })
        )
      )
    ]
  }
)

describe('the policy', () => {
  it('says of every permission, actor and record what is written here by hand', () => {
    expect(differences(POLICY)).toEqual([])
  })

  it('cannot lose, negate, widen or narrow one of its rules unseen', { timeout: 60_000 }, () => {
    expect(mutants.length).toBeGreaterThan(300)
    expect(mutants.filter(({ policy }) => differences(policy).length === 0).map(({ name }) => name)).toEqual(
      []
    )
  })

  it('gives nothing without a rule', () => {
    const empty = Object.fromEntries(PERMISSIONS.map((each) => [each, { rules: [] }]))
    const admitted = PERMISSIONS.filter((each) =>
      ACTORS.some(([, grants]) => mayDo(actorWith(grants), each, undefined, empty))
    )
    expect(admitted).toEqual([])
  })

  it('keeps the system, the people and the watch over both apart', () => {
    const of = (role: Role) => permissionsOf(role).map(({ permission }) => permission)
    expect(of('systemAdmin')).toEqual(['outbox.view', 'outbox.retry', 'system.view'])
    expect(of('dataProtectionOfficer')).toEqual([
      'people.view',
      'people.export',
      'audit.view',
      'audit.export'
    ])
    expect(of('organisationAdmin').filter((each) => /^(audit|outbox|system)\./.test(each))).toEqual([])
  })

  it('says whom it is about', () => {
    expect(whoMay('audit.view')).toEqual([{ who: 'dataProtectionOfficer', relation: 'organisation' }])
    expect(whoMay('people.view')).toContainEqual({ who: 'teamLead', relation: 'team' })
    expect(rolesThatMay('roles.grant')).toEqual(['organisationAdmin'])
    expect(rolesThatMay('today.view')).toEqual([])
  })
})
