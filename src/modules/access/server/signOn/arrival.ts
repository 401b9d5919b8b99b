import type { Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../../model.ts'
import type { ProvenIdentity } from './signOnProvider.ts'

/** A browser that comes back from the provider. */
export interface ReturningVisit {
  /** What it held since it went there. */
  readonly sealed: string | undefined
  /** What the provider says, in the address. */
  readonly answer: URLSearchParams
  /** The session it is in, where there is one. */
  readonly session: SignedIn | undefined
  /** Browser and system in coarse words, see `describeDevice`. */
  readonly device: string
  /** The network address of the client; lives in memory alone. */
  readonly address?: string
}

/** The token of a session, and what comes next: its second factor, or nothing; `linked` where it was there before. */
export interface Entered {
  readonly token: string
  readonly next: 'secondFactor' | 'enrol' | 'in' | 'linked'
}

/** What came of the way: the new token of the session, what is asked for next, and where to go then. */
export interface CompletedSignOn extends Entered {
  readonly back: string
}

/**
 * Why nothing came of it. `stale`: begun in another browser, too long ago, or taken before. `away`: the provider does not
 * answer. `refused`: it did not say who this is, or not truly. `weak`: it does not say that a second factor was shown, and
 * has to. `unknown`: nobody here has this identity, or may come in. `taken`: it is linked with another account, or the
 * account with another identity. `gone`: the invitation, or the session that wanted to link, is no more.
 */
export type SignOnRefusal = 'stale' | 'away' | 'refused' | 'weak' | 'unknown' | 'taken' | 'gone'

export type SignOnOutcome<Value, Reason extends SignOnRefusal = SignOnRefusal> =
  Outcome<Value, Reason> | Wait<'slow'>

/** A proven identity, and whether the second factor that it showed elsewhere is enough. */
export interface Arrival {
  readonly identity: ProvenIdentity
  readonly theirs: boolean
  readonly visit: Pick<ReturningVisit, 'session' | 'device'>
}
