import type { AccountId } from '#platform/ctx.ts'
import type { Duty, HeldRole, TeamId } from './model.ts'
import { holdsOn, isSamePlace } from './rules.ts'

interface NamedTeam {
  readonly id: TeamId
  readonly name: string
}

/** A version of a team's key that a colleague holds. */
export interface HeldVersion {
  readonly team: NamedTeam
  /** Somebody else of the team holds it too, and can open their own key. */
  readonly shared: boolean
  /** The pairs of colleagues for whom it is halved. */
  readonly pairs: readonly (readonly [AccountId, AccountId])[]
}

/** What is known of a colleague who goes, and of those who stay. */
export interface Leaving {
  readonly accountId: AccountId
  /** Roles that hold today or will. */
  readonly roles: readonly HeldRole[]
  /** The roles of everybody else with an open account. */
  readonly staying: readonly HeldRole[]
  /** Nobody else looks after the organisation for good. */
  readonly isLastAdministration: boolean
  readonly versions: readonly HeldVersion[]
  readonly duties: readonly { readonly duty: Duty; readonly team: NamedTeam }[]
  /** The recovery holders who count. */
  readonly recoveryHolders: readonly AccountId[]
  /** Invitations that they sent and that wait for an answer. */
  readonly invitations: number
}

/** Something that somebody else has to take over before a colleague goes. */
export type Handover =
  /** The organisation would be looked after by nobody: they cannot go. */
  | { readonly kind: 'administration' }
  /** What is sealed to the team would be read by nobody, or only through two recovery holders. */
  | { readonly kind: 'teamKey'; readonly team: NamedTeam; readonly recoverable: boolean }
  /** `left`: how many other recovery holders count. */
  | { readonly kind: 'recovery'; readonly left: number }
  | { readonly kind: 'duty'; readonly duty: Duty; readonly team: NamedTeam }
  /** Nobody else has this role in this place. */
  | { readonly kind: 'role'; readonly role: HeldRole }
  /** They stand in for `role.deputyFor`. */
  | { readonly kind: 'deputy'; readonly role: HeldRole }
  | { readonly kind: 'invitations'; readonly count: number }

/** What has to be handed over before a colleague goes, on the ISO day `today`, the gravest first. */
export const handoverOf = (leaving: Leaving, today: string): readonly Handover[] => {
  const { accountId, roles, isLastAdministration, recoveryHolders, invitations } = leaving
  const left = recoveryHolders.filter((id) => id !== accountId).length
  return [
    ...(isLastAdministration ? [{ kind: 'administration' } as const] : []),
    ...keysHeldAlone(leaving),
    ...(left < recoveryHolders.length ? [{ kind: 'recovery', left } as const] : []),
    ...leaving.duties
      .filter(({ team }) => isIn(roles, team, today) && !isIn(leaving.staying, team, today))
      .map((each) => ({ kind: 'duty', ...each }) as const),
    ...roles.filter((role) => isAlone(role, leaving)).map((role) => ({ kind: 'role', role }) as const),
    ...roles.filter(({ deputyFor }) => deputyFor).map((role) => ({ kind: 'deputy', role }) as const),
    ...(invitations > 0 ? [{ kind: 'invitations', count: invitations } as const] : [])
  ]
}

/** Teams some version of whose key nobody else holds; recoverable where two others have each of these in halves. */
const keysHeldAlone = ({ accountId, versions, recoveryHolders }: Leaving): Handover[] => {
  const others = new Set(recoveryHolders.filter((id) => id !== accountId))
  const alone = Map.groupBy(
    versions.filter(({ shared }) => !shared),
    ({ team }) => team.id
  )
  return [...alone.values()].map((held) => ({
    kind: 'teamKey',
    team: held[0]!.team,
    recoverable: held.every(({ pairs }) => pairs.some((pair) => pair.every((id) => others.has(id))))
  }))
}

const isIn = (roles: readonly HeldRole[], team: NamedTeam, today: string) =>
  roles.some((role) => role.teamId === team.id && holdsOn(role, today))

/** A deputy's role ends by itself and comes from somebody who has it. */
const isAlone = (role: HeldRole, { staying, isLastAdministration }: Leaving) =>
  !role.deputyFor &&
  !(isLastAdministration && role.role === 'organisationAdmin') &&
  !staying.some((other) => !other.deputyFor && isSamePlace(other, role))
