import type { AccountId, ActorRef, OrganisationId, SessionId } from '#platform/ctx.ts'

/** The association that runs this installation, as every page may name it. */
export interface Installation {
  readonly id: OrganisationId
  readonly name: string
  /** Everything here is invented, and every page says so. */
  readonly demo: boolean
}

export type TeamId = string & { readonly __brand: 'TeamId' }

/** What somebody outside writes to the organisation, which one team gets. */
export const DUTIES = ['mistakeReports'] as const
export type Duty = (typeof DUTIES)[number]

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

/** A disabled account keeps its name in the history and opens nothing; an erased one has lost its name too. */
export type AccountState = 'active' | 'disabled' | 'erased'
/** Language of the workspace. */
export type Language = 'de' | 'en'
export type Theme = 'system' | 'light' | 'dark'

/** How large the workspace is written for somebody. */
export const TEXT_SIZES = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

/** What of the workspace is as its colleague wants it. */
export interface Profile {
  readonly name: string
  readonly language: Language
  readonly theme: Theme
  readonly textSize: TextSize
  readonly keyboard: boolean
}

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
  readonly textSize: TextSize
  /** Whether single keys lead through the workspace. */
  readonly keyboard: boolean
  /** The roles that hold today. */
  readonly grants: readonly Grant[]
  /** When password and second factor were last shown together. */
  readonly confirmedAt: Temporal.Instant
}

/** `password`: only the password was shown, and nothing but the second factor is open. `full`: signed in. */
export type SessionStage = 'password' | 'full'

/** A colleague's own key, opened: 32 bytes that open what is sealed to them, 32 to which it is sealed. Never stored like this. */
export type UserKey = Uint8Array & { readonly __brand: 'UserKey' }

/** The key of a confided record, by its id; the record keeps it beside its sealed values. */
export type RecordKeyId = string & { readonly __brand: 'RecordKeyId' }

/** By what a colleague's key is opened. */
export type UserKeyWay = 'password' | 'passphrase' | 'passkey' | 'recoverySheet'

/** Something that opens a colleague's key, as its owner sees it. */
export interface OpeningWay {
  readonly way: UserKeyWay
  readonly madeAt: Temporal.Instant
  /** When its owner typed the sheet in again. */
  readonly testedAt: Temporal.Instant | null
  /** What they call the passkey. */
  readonly label: string | null
}

/** How it stands with a colleague's key. */
export interface UserKeyState {
  /** `none`: made when a way to it is chosen. `locked`: this session has not opened it. */
  readonly state: 'none' | 'open' | 'locked'
  /** What opens it: password or passphrase first, then passkeys, then the recovery sheet. */
  readonly ways: readonly OpeningWay[]
  /** What this account shows: a password, or a passphrase where it signs in elsewhere and has no password. */
  readonly secret: 'password' | 'passphrase'
}

/** How it stands with the key of one of the actor's teams. */
export interface TeamAccess {
  readonly team: { readonly id: TeamId; readonly name: string }
  /** `open`: the actor holds it. `waiting`: a member has to pass it on. `locked`: the actor's own key is not open in this session. */
  readonly state: 'open' | 'waiting' | 'locked'
  /** Colleagues of the team who hold its key. */
  readonly holders: number
  readonly members: number
  /** Colleagues to whom the actor can pass it on. */
  readonly waiting: readonly { readonly id: AccountId; readonly name: string }[]
}

/** A colleague whom two recovery holders can give access to a team. */
export interface RecoveryRequest {
  readonly person: { readonly id: AccountId; readonly name: string }
  readonly team: { readonly id: TeamId; readonly name: string }
  /** Colleagues of the team who could give it. */
  readonly holders: number
  /** The one who asks gave their half. */
  readonly given: boolean
  /** Another holder gave theirs: the one who asks can complete it. */
  readonly ready: boolean
}

/** How it stands with the recovery by two. */
export interface Recovery {
  /** Who was named, by name; who has another key since, or none, or has left, does not count. */
  readonly holders: readonly { readonly id: AccountId; readonly name: string; readonly counts: boolean }[]
  /** The one who asks is a holder who counts. */
  readonly isHolder: boolean
  /** Teams whose newest key is halved for them, of all teams with a key. */
  readonly halved: number
  readonly teams: number
  /** Who can be named; empty for who does not name. */
  readonly candidates: readonly { readonly id: AccountId; readonly name: string }[]
  /** Empty for who is no holder. */
  readonly requests: readonly RecoveryRequest[]
}

/** A running session and whose it is. In the stage `password` the actor has no roles. */
export interface SignedIn {
  readonly sessionId: SessionId
  readonly accountId: AccountId
  readonly stage: SessionStage
  readonly actor: Actor
  /** Absent while it is locked. */
  readonly userKey: UserKey | undefined
}

/** What somebody was sending when their session had ended, or had to be confirmed. */
export interface DraftContent {
  /** Address of the form, with the name of its action. */
  readonly path: string
  /** Field → what was typed, without secrets. */
  readonly fields: Readonly<Record<string, string>>
  /** Names of the files that were chosen; the files are not kept. */
  readonly uploads: readonly string[]
}

/** A draft that waits for its owner. */
export interface Draft {
  readonly id: string
  readonly madeAt: Temporal.Instant
}

/** A running session as its owner sees it among the others. */
export interface OwnSession {
  readonly id: SessionId
  /** Browser and system in coarse words; may be empty. */
  readonly device: string
  readonly startedAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
  /** The one that asks. */
  readonly current: boolean
}

/** A confirmed second factor as its owner sees it. */
export interface SecondFactor {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly label: string
  readonly createdAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | undefined
}

/** An identity of a sign-on provider as its owner sees it. */
export interface LinkedIdentity {
  readonly id: string
  /** The provider, as its tokens name it. */
  readonly issuer: string
  readonly linkedAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | undefined
}

/** What a person has to show besides the password, and how many one-time codes are left. */
export interface SecondFactors {
  readonly factors: readonly SecondFactor[]
  readonly codesLeft: number
}

/** A refusal that ends by itself after `seconds`: too many wrong attempts (`slow`), or too much to do (`busy`). */
export interface Wait<Reason extends 'slow' | 'busy'> {
  readonly done: false
  readonly reason: Reason
  readonly seconds: number
}

/** A role as it was given, from a day and, where it is dated, until a day. */
export interface HeldRole extends Grant {
  readonly id: GrantId
  readonly teamName?: string
  /** Of the directory, which this module does not know: added by the caller who does. */
  readonly centreName?: string
  readonly deputyForName?: string
  /** ISO days. */
  readonly validFrom: string
  readonly validUntil?: string
}

export type GrantId = string & { readonly __brand: 'GrantId' }
export type InvitationId = string & { readonly __brand: 'InvitationId' }

/** A colleague, with what the reader may see of them. */
export interface Person {
  readonly id: AccountId
  readonly name: string
  /** Roles that hold today or will. */
  readonly roles: readonly HeldRole[]
  readonly email?: string
  readonly state?: AccountState
  /** How many second factors they have. */
  readonly factors?: number
  /** That goes on, or is to come. */
  readonly absence?: Absence
}

/** From when until when somebody is away: ISO days, both included. Never why. */
export interface Absence {
  readonly from: string
  readonly until: string
  readonly standIn?: { readonly id: AccountId; readonly name: string }
}

/** Something that happened to a colleague's account, in codes. */
export interface HistoryEntry {
  readonly event: string
  readonly at: Temporal.Instant
  readonly by?: { readonly id: AccountId; readonly name: string }
  readonly payload: Readonly<Record<string, string | number | boolean | null>>
}

export interface Team {
  readonly id: TeamId
  readonly name: string
  /** Colleagues with a role in it today or later. */
  readonly members: number
}

/** An invitation that waits for its answer. */
export interface Invitation {
  readonly id: InvitationId
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly teamName?: string
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

/** What a table of colleagues to be invited says of each. */
const FILE_FIELDS = ['name', 'email', 'language', 'role', 'team'] as const
export type FileField = (typeof FILE_FIELDS)[number]

/** Why such a table is not read: nobody stands in it, a column is missing or there twice, or there are too many columns or lines. */
export type FileFault = 'empty' | 'columns' | 'twice' | 'width' | 'many'

/** What is wrong with a line of it: with one field, or the line itself. `key` is that of the text that says what to do. */
export interface LineFault {
  readonly field: FileField | 'line'
  readonly key: string
}

/** A line of such a table. Nobody is invited by it who has a fault. */
export interface InvitationLine {
  /** Of the file, from 1. */
  readonly line: number
  readonly written: Readonly<Record<FileField, string>>
  readonly role?: Role
  readonly language?: Language
  readonly faults: readonly LineFault[]
}
