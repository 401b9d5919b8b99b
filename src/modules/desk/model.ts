import type { TeamId } from '#modules/access/index.ts'
import type { AccountId } from '#platform/ctx.ts'

export type NoteId = string & { readonly __brand: 'NoteId' }

/** Characters of a note. */
export const NOTE_LONGEST = 4_000

export type TaskId = string & { readonly __brand: 'TaskId' }

/** Characters of a task. */
export const TASK_LONGEST = 300

/** Somebody who wrote or changed something; without a name after their account was erased. */
export interface Writer {
  readonly id: AccountId
  readonly name: string | undefined
}

/** What stands in something sealed. `closed`: not for whoever is signed in. `damaged`: what is stored is not what was written. */
export type Words<Text> =
  { readonly state: 'open'; readonly text: Text } | { readonly state: 'closed' | 'damaged' }

/** A note of a team, as its members read it. */
export interface TeamNote {
  readonly id: NoteId
  readonly words: Words<string>
  readonly writtenBy: Writer
  readonly changedBy: Writer
  readonly writtenAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
}

/** Something to do, as whoever may see it reads it. */
export interface Task {
  readonly id: TaskId
  /** What is to be done, and the page of the workspace that it is about; '' for none. */
  readonly words: Words<{ readonly words: string; readonly link: string }>
  /** The team that can read it; absent for one's own. */
  readonly team: { readonly id: TeamId; readonly name: string } | undefined
  /** Who of the team does it; absent where it is whoever has time. */
  readonly assignedTo: Writer | undefined
  readonly dueOn: Temporal.PlainDate | undefined
  readonly writtenBy: Writer
  readonly changedAt: Temporal.Instant
  readonly done: { readonly by: Writer; readonly at: Temporal.Instant } | undefined
}
