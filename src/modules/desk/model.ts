import type { AccountId } from '#platform/ctx.ts'

export type NoteId = string & { readonly __brand: 'NoteId' }

/** Characters of a note. */
export const NOTE_LONGEST = 4_000

/** Somebody who wrote or changed something; without a name after their account was erased. */
export interface Writer {
  readonly id: AccountId
  readonly name: string | undefined
}

/** A note of a team, as its members read it. */
export interface TeamNote {
  readonly id: NoteId
  /** `closed`: not for whoever is signed in. `damaged`: what is stored is not what was written. */
  readonly words: { readonly state: 'open'; readonly text: string } | { readonly state: 'closed' | 'damaged' }
  readonly writtenBy: Writer
  readonly changedBy: Writer
  readonly writtenAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
}
