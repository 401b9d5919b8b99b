import type { ServerPurpose } from '#platform/crypto/server/serverKey.ts'

/** What the server opens by itself, and no longer than it has to. */
export interface ServerHeld {
  /** The purpose whose key opens it. */
  readonly purpose: ServerPurpose
  /** When it is destroyed. */
  readonly destroyed: string
}

/**
 * Who can read what stands in the columns of a table about persons. _clear_: whoever reads the database. _hashed_: nobody; a word that is
 * shown can be held against it. _ownerSealed_: the one whose row it is, in their own session. _teamSealed_: members of the team, in theirs.
 * _serverHeld_: the server with its key, which no backup of the database holds.
 */
export interface ColumnClasses<Column extends string = string> {
  readonly clear: readonly Column[]
  readonly hashed?: readonly Column[]
  readonly ownerSealed?: readonly Column[]
  readonly teamSealed?: readonly Column[]
  readonly serverHeld?: Readonly<Partial<Record<Column, ServerHeld>>>
}

/** The classes of a table; `impersonal` where nothing in it is about a person. */
export type TableClasses<Column extends string = string> = ColumnClasses<Column> | 'impersonal'

type Table<Tables> = Exclude<keyof Tables & string, `${string}_v_${string}`>
type ClassesOf<Tables> = {
  readonly [Name in Table<Tables>]: TableClasses<keyof Tables[Name] & string>
}

/** Declares the classes of every table of a module, beside their types. Tests hold them against the database. */
export const declareClasses =
  <Tables>() =>
  (classes: ClassesOf<Tables>): Readonly<Record<string, TableClasses>> =>
    classes
