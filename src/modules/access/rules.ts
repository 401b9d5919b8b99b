import type { AccountId } from '#platform/ctx.ts'
import type { Grant, HeldRole, Role, UserKeyState, UserKeyWay } from './model.ts'

/** How far a role may hold. */
export const ROLE_SCOPES = {
  counsellor: ['team', 'centre'],
  teamLead: ['team'],
  mentoringCoordinator: ['team', 'centre', 'organisation'],
  groupLeader: ['team', 'centre', 'organisation'],
  editor: ['organisation'],
  translator: ['organisation'],
  statistics: ['organisation'],
  funding: ['organisation'],
  organisationAdmin: ['organisation'],
  systemAdmin: ['organisation'],
  dataProtectionOfficer: ['organisation']
} as const satisfies Readonly<Record<Role, readonly Scope[]>>

export type Scope = 'team' | 'centre' | 'organisation'

/** Whoever watches over the processing of data does not decide on it (GDPR, Art. 38 (6)). */
const NEVER_WITH_THE_OFFICER: readonly Role[] = ['organisationAdmin', 'systemAdmin']

/** A role that is to be given, with its days. */
export interface GrantWish extends Grant {
  /** ISO days; without the second the role holds until it is ended. */
  readonly validFrom: string
  readonly validUntil?: string | undefined
}

/** Why a role cannot be given. */
export type GrantFault =
  /** The role does not hold there: it wants a team, or wants none. */
  | 'scope'
  /** It begins in the past or ends before it begins. */
  | 'days'
  /** A deputy has a last day, and stands in for a colleague who holds the same role in the same place. */
  | 'deputy'
  /** They have it already at that time. */
  | 'held'
  /** It does not go with another role they have. */
  | 'conflict'

const scopeOf = ({ teamId, centreId }: Pick<Grant, 'teamId' | 'centreId'>): Scope =>
  teamId ? 'team' : centreId ? 'centre' : 'organisation'

/** Whether a role may hold in a place of this kind. */
export const fitsScope = (role: Role, scope: Scope): boolean =>
  (ROLE_SCOPES[role] as readonly Scope[]).includes(scope)

/**
 * Why `wish` cannot be given to the colleague `account`, who has the roles `held`, on the day `today`; `undefined`
 * where it can. `represented` are the roles of the one they are to stand in for.
 */
export const grantFault = (
  wish: GrantWish,
  account: { readonly id: AccountId; readonly held: readonly HeldRole[] },
  represented: readonly HeldRole[],
  today: string
): GrantFault | undefined => {
  if (wish.teamId && wish.centreId) return 'scope'
  if (!fitsScope(wish.role, scopeOf(wish))) return 'scope'
  if (wish.validFrom < today || (wish.validUntil && wish.validUntil < wish.validFrom)) return 'days'
  if (wish.deputyFor && !mayRepresent(wish, account.id, represented)) return 'deputy'
  if (account.held.some((role) => isSameRole(role, wish) && overlaps(role, wish))) return 'held'
  return account.held.some(({ role }) => areOpposed(role, wish.role)) ? 'conflict' : undefined
}

const mayRepresent = (wish: GrantWish, accountId: AccountId, represented: readonly HeldRole[]) =>
  wish.validUntil !== undefined &&
  wish.deputyFor !== accountId &&
  represented.some((role) => !role.deputyFor && isSamePlace(role, wish))

const isSameRole = (one: HeldRole, other: Grant) =>
  isSamePlace(one, other) && one.deputyFor === other.deputyFor

/** Whether two roles are the same one in the same place. */
export const isSamePlace = (one: Grant, other: Grant): boolean =>
  one.role === other.role && one.teamId === other.teamId && one.centreId === other.centreId

const overlaps = (one: HeldRole, other: GrantWish) =>
  (one.validUntil === undefined || one.validUntil >= other.validFrom) &&
  (other.validUntil === undefined || other.validUntil >= one.validFrom)

const areOpposed = (one: Role, other: Role) =>
  (one === 'dataProtectionOfficer' && NEVER_WITH_THE_OFFICER.includes(other)) ||
  (other === 'dataProtectionOfficer' && NEVER_WITH_THE_OFFICER.includes(one))

/** Whether a role holds on an ISO day. */
export const holdsOn = (role: Pick<HeldRole, 'validFrom' | 'validUntil'>, day: string): boolean =>
  role.validFrom <= day && (role.validUntil === undefined || role.validUntil >= day)

/** Whether a role looks after the organisation for good: not later, not for a time, not for someone else. */
export const isLastingAdministration = (role: HeldRole, day: string): boolean =>
  role.role === 'organisationAdmin' &&
  role.validFrom <= day &&
  role.validUntil === undefined &&
  role.deputyFor === undefined

/** How far somebody is with their recovery sheet. */
export const sheetStateOf = ({ ways }: UserKeyState): 'none' | 'untested' | 'tested' => {
  const sheet = ways.find(({ way }) => way === 'recoverySheet')
  return sheet ? (sheet.testedAt ? 'tested' : 'untested') : 'none'
}

interface TestedWay {
  readonly way: UserKeyWay
  /** Absent where its owner never typed the sheet in again. */
  readonly testedAt: object | null
}

/** Whether a key would be lost without one of its ways. A sheet that was never typed in again is no way yet. */
export const isLastWay = (ways: readonly TestedWay[], taken: TestedWay): boolean =>
  !ways.some((other) => other !== taken && (other.way !== 'recoverySheet' || other.testedAt !== null))

/**
 * What somebody should do about their key next: choose what opens it, open it, test the sheet they made, or see to a second way, so that
 * losing one loses nothing. `undefined` where all is well. A sheet that was never typed in again is no way yet.
 */
export const nextForKey = (key: UserKeyState): 'choose' | 'open' | 'test' | 'second' | undefined => {
  if (key.state === 'none') return 'choose'
  if (key.state === 'locked') return 'open'
  if (sheetStateOf(key) === 'untested') return 'test'
  return key.ways.length < 2 ? 'second' : undefined
}
