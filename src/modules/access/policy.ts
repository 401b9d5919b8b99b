import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { ROLES, type Actor, type Grant, type Role, type TeamId } from './model.ts'

/** How a record stands to the one who asks. */
export const RELATIONS = ['own', 'deputy', 'team', 'centre', 'organisation'] as const
export type Relation = (typeof RELATIONS)[number]

/** What may be read of a colleague. */
export const PERSON_FIELDS = ['name', 'roles', 'absence', 'email', 'state', 'factors', 'history'] as const
export type PersonField = (typeof PERSON_FIELDS)[number]

/** Who, of which records, and which of their fields where they differ by reader. */
export interface Rule {
  readonly roles: readonly Role[] | 'everyone'
  readonly relation: Relation
  readonly fields?: readonly PersonField[]
}

/** What one permission asks for. Whom no rule names may not. */
export interface Entry {
  readonly rules: readonly Rule[]
  /** Password and second factor have to be fresh. */
  readonly stepUp?: true
  /** Nobody does this to themselves, whatever their roles. */
  readonly notOneself?: true
}

export type Policy = Readonly<Record<string, Entry>>

const everyone = (relation: Relation, ...fields: PersonField[]): Rule => rule('everyone', relation, fields)
const role = (name: Role, relation: Relation, ...fields: PersonField[]): Rule =>
  rule([name], relation, fields)
const rule = (roles: Rule['roles'], relation: Relation, fields: PersonField[]): Rule =>
  fields.length > 0 ? { roles, relation, fields } : { roles, relation }
const own: Entry = { rules: [everyone('own')] }
const administration = (more: Omit<Entry, 'rules'> = {}): Entry => ({
  rules: [role('organisationAdmin', 'organisation')],
  ...more
})

/**
 * Who may do what: the only place that says so. A permission is named resource.action; guards, use cases, fields, the
 * tests' matrix and the page of permissions read it here.
 */
export const POLICY = {
  'today.view': own,
  'find.use': own,
  'permissions.view': { rules: [everyone('organisation')] },
  'profile.view': own,
  'profile.change': own,
  'profile.noteAbsence': own,
  'profile.export': { ...own, stepUp: true },
  'sessions.view': own,
  'sessions.end': own,
  'factors.view': own,
  'factors.change': { ...own, stepUp: true },
  'password.change': { ...own, stepUp: true },
  'key.view': own,
  'key.makeSheet': { ...own, stepUp: true },
  'key.choosePassphrase': { ...own, stepUp: true },
  'key.giveUp': { ...own, stepUp: true },
  'drafts.view': own,
  'drafts.discard': own,
  'people.view': {
    rules: [
      everyone('organisation', 'name', 'roles', 'absence'),
      everyone('own', 'email', 'state', 'factors', 'history'),
      everyone('deputy', 'email'),
      everyone('team', 'email'),
      everyone('centre', 'email'),
      role('teamLead', 'team', 'state'),
      role('organisationAdmin', 'organisation', 'email', 'state', 'factors', 'history'),
      role('dataProtectionOfficer', 'organisation', 'email', 'state', 'history')
    ]
  },
  'invitations.view': administration(),
  'people.noteAbsence': administration(),
  'people.nameStandIn': administration({ stepUp: true }),
  'people.invite': administration({ stepUp: true }),
  'people.disable': administration({ stepUp: true, notOneself: true }),
  'people.enable': administration({ stepUp: true, notOneself: true }),
  'people.resetFactors': administration({ stepUp: true, notOneself: true }),
  'people.export': { rules: [role('dataProtectionOfficer', 'organisation')], stepUp: true },
  'people.erase': administration({ stepUp: true, notOneself: true }),
  'roles.grant': administration({ stepUp: true, notOneself: true }),
  'roles.end': administration({ stepUp: true }),
  'teams.view': { rules: [everyone('organisation')] },
  'teams.create': administration(),
  'teams.rename': administration(),
  'teams.close': administration(),
  'teams.giveDuty': administration(),
  'teams.passKeyOn': { rules: [everyone('team')], notOneself: true },
  'recovery.view': { rules: [everyone('organisation')] },
  'recovery.name': administration({ stepUp: true }),
  'recovery.release': { rules: [everyone('organisation')], stepUp: true, notOneself: true },
  'mistakes.view': { rules: [everyone('team')] },
  'mistakes.close': { rules: [everyone('team')] },
  'notes.view': { rules: [everyone('team')] },
  'notes.write': { rules: [everyone('team')] },
  'tasks.view': { rules: [everyone('own'), everyone('team')] },
  'tasks.write': { rules: [everyone('own'), everyone('team')] },
  'audit.viewMine': own,
  'audit.view': { rules: [role('dataProtectionOfficer', 'organisation')] },
  'audit.export': { rules: [role('dataProtectionOfficer', 'organisation')], stepUp: true },
  'outbox.view': { rules: [role('systemAdmin', 'organisation')] },
  'outbox.retry': { rules: [role('systemAdmin', 'organisation')] },
  'system.view': { rules: [role('systemAdmin', 'organisation')] }
} as const satisfies Policy

export type Permission = keyof typeof POLICY
export const PERMISSIONS = Object.keys(POLICY) as Permission[]

/** What the policy needs to know of a record. A person lies in every team and centre they have a role in. */
export interface PolicyRecord {
  readonly organisationId: OrganisationId
  readonly ownerId?: AccountId
  readonly teamIds?: readonly TeamId[]
  readonly centreIds?: readonly string[]
}

/** Who asks, as far as the policy cares. */
export type PolicyActor = Pick<Actor, 'accountId' | 'organisationId' | 'grants'>

/**
 * Whether `actor` may do this to this record; without a record, whether there is any record they might do it to.
 * `policy` is the house's own; tests hand in altered ones.
 */
export const mayDo = (
  actor: PolicyActor,
  permission: Permission,
  record?: PolicyRecord,
  policy: Policy = POLICY
): boolean => {
  if (record?.ownerId === actor.accountId && forbidsOneself(permission, policy)) return false
  return policy[permission]!.rules.some((each) => applies(each, actor, record))
}

/** The fields of a record that `actor` may read; none where the record is not theirs to see. */
export const fieldsFor = (
  actor: PolicyActor,
  permission: Permission,
  record: PolicyRecord,
  policy: Policy = POLICY
): ReadonlySet<PersonField> =>
  new Set(
    policy[permission]!.rules.filter((each) => applies(each, actor, record)).flatMap(
      ({ fields }) => fields ?? []
    )
  )

/** Whether password and second factor have to be fresh for this. */
export const needsStepUp = (permission: Permission, policy: Policy = POLICY): boolean =>
  policy[permission]!.stepUp === true

/** Whether nobody does this to themselves. */
export const forbidsOneself = (permission: Permission, policy: Policy = POLICY): boolean =>
  policy[permission]!.notOneself === true

/** Who may do this, and with which records: what the page of permissions says. */
export const whoMay = (
  permission: Permission,
  policy: Policy = POLICY
): readonly { readonly who: Role | 'everyone'; readonly relation: Relation }[] =>
  policy[permission]!.rules.flatMap(({ roles, relation }) =>
    (roles === 'everyone' ? (['everyone'] as const) : roles).map((who) => ({ who, relation }))
  )

/** What a role may do, and with which records; what everyone may is left out. */
export const permissionsOf = (
  role: Role,
  policy: Policy = POLICY
): readonly { readonly permission: Permission; readonly relation: Relation }[] =>
  PERMISSIONS.flatMap((permission) =>
    whoMay(permission, policy)
      .filter(({ who }) => who === role)
      .map(({ relation }) => ({ permission, relation }))
  )

/** The roles that may do this; empty where everyone may. */
export const rolesThatMay = (permission: Permission, policy: Policy = POLICY): readonly Role[] =>
  ROLES.filter((role) => whoMay(permission, policy).some(({ who }) => who === role))

const applies = (rule: Rule, actor: PolicyActor, record: PolicyRecord | undefined) => {
  if (record && record.organisationId !== actor.organisationId) return false
  const { roles } = rule
  if (roles === 'everyone') return !record || RELATES[rule.relation](actor, actor.grants, record, true)
  const held = actor.grants.filter(({ role }) => roles.includes(role))
  if (held.length === 0) return false
  return record
    ? RELATES[rule.relation](actor, held, record, false)
    : rule.relation !== 'organisation' || held.some(isWide)
}

/** A role without team and centre holds in the whole organisation. */
const isWide = ({ teamId, centreId }: Grant) => teamId === undefined && centreId === undefined

type Relates = (
  actor: PolicyActor,
  grants: readonly Grant[],
  record: PolicyRecord,
  anyRole: boolean
) => boolean

/**
 * Team and centre: a role held there or, where the rule names a role, held in the whole organisation. A rule for
 * everyone means colleagues of the same team or centre, so a role elsewhere does not count.
 */
const RELATES: Readonly<Record<Relation, Relates>> = {
  own: (actor, _grants, { ownerId }) => ownerId === actor.accountId,
  deputy: (_actor, grants, { ownerId }) =>
    ownerId !== undefined && grants.some(({ deputyFor }) => deputyFor === ownerId),
  team: (_actor, grants, { teamIds = [] }, anyRole) =>
    grants.some((grant) => (grant.teamId ? teamIds.includes(grant.teamId) : !anyRole && isWide(grant))),
  centre: (_actor, grants, { centreIds = [] }, anyRole) =>
    grants.some((grant) => (grant.centreId ? centreIds.includes(grant.centreId) : !anyRole && isWide(grant))),
  organisation: (_actor, grants, _record, anyRole) => anyRole || grants.some(isWide)
}
