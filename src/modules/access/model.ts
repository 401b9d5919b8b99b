import type { AccountId, ActorRef, OrganisationId } from '#platform/ctx.ts'

/** The association that runs this installation, as every page may name it. */
export interface Installation {
  readonly id: OrganisationId
  readonly name: string
  /** Everything here is invented, and every page says so. */
  readonly demo: boolean
}

export type TeamId = string & { readonly __brand: 'TeamId' }

/** What people do in an organisation, from those who advise to those who look after the system. */
export const ROLES = [
  'counsellor',
  'teamLead',
  'mentoringCoordinator',
  'groupLeader',
  'editor',
  'translator',
  'statistics',
  'funding',
  'organisationAdmin',
  'systemAdmin',
  'dataProtectionOfficer'
] as const
export type Role = (typeof ROLES)[number]

/** A disabled account keeps its name in the history and opens nothing. */
export type AccountState = 'active' | 'disabled'
/** Language of the workspace. */
export type Language = 'de' | 'en'
export type Theme = 'system' | 'light' | 'dark'

/** A role of an account on a day: in one team, in one centre, or in the whole organisation where neither is named. */
export interface Grant {
  readonly role: Role
  readonly teamId?: TeamId
  readonly centreId?: string
  /** The colleague they stand in for. */
  readonly deputyFor?: AccountId
}

/** Who is signed in, with what they may be asked by. */
export interface Actor extends ActorRef {
  readonly organisationId: OrganisationId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly theme: Theme
  /** The roles that hold today. */
  readonly grants: readonly Grant[]
  /** When password and second factor were last shown together. */
  readonly confirmedAt: Temporal.Instant
}
