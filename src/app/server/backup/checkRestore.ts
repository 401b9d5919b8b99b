import {
  isErasureKind,
  readLedger,
  type Anchor,
  type Erasure,
  type LedgerFault
} from '#modules/access/server/index.ts'
import type { About } from '#platform/backup/server/archiveFormat.ts'
import { readAbout } from '#platform/backup/server/readArchive.ts'
import { knownMigrations } from '#platform/db/server/migrate.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'

/** What is handed in for a restore. */
export interface Restorable {
  readonly content: string
  /** Absent where it is lost: what is sealed to colleagues and teams stays shut for good. */
  readonly keys: string | undefined
  readonly identities: readonly string[]
  /** The anchors of the newest ledger; absent where it is lost. */
  readonly anchors: readonly Anchor[] | undefined
  /** The public key that signs the anchors, where somebody kept it; else the archive's word is taken. */
  readonly publicKey: string | undefined
}

/** What is handed in, found to fit together. */
export interface Checked {
  readonly content: About
  readonly keys: About | undefined
  /** What was erased since; absent where the ledger is lost. */
  readonly erasures: readonly Erasure[] | undefined
  /** Up to when the ledger tells. */
  readonly until: string | undefined
}

/**
 * Why nothing is restored: `kind`, the archives are mixed up; `pair`, they do not belong together; `newer`, a later
 * version of the program wrote them, or its ledger; or what is wrong with the ledger.
 */
export type CheckRefusal = 'kind' | 'pair' | 'newer' | LedgerFault

/** Looks whether archives and ledger fit together and to this program, before anything is touched. Throws an ArchiveFault. */
export const checkRestore = async (given: Restorable): Promise<Outcome<Checked, CheckRefusal>> => {
  const content = await readAbout(given.content, given.identities)
  const keys = given.keys === undefined ? undefined : await readAbout(given.keys, given.identities)
  if (content.kind !== 'content' || (keys && keys.kind !== 'keys')) return refuse('kind')
  if (!(await knownMigrations()).includes(content.schema)) return refuse('newer')
  if (keys && !belongTogether(content, keys)) return refuse('pair')
  if (!given.anchors) return done({ content, keys, erasures: undefined, until: undefined })
  const { organisation, head, erasures } = content
  const before = { erasures, position: head.position }
  const ledger = readLedger(organisation.id, given.anchors, given.publicKey ?? content.anchorKey, before)
  if (typeof ledger === 'string') return refuse(ledger)
  if (!ledger.erasures.every(({ kind }) => isErasureKind(kind))) return refuse('newer')
  return done({ content, keys, ...ledger })
}

/** Keys of a later backup fit as well: they open what was not erased since. Earlier ones would bring back what was. */
const belongTogether = (content: About, keys: About) =>
  keys.organisation.id === content.organisation.id &&
  keys.schema === content.schema &&
  (keys.backup === content.backup || keys.takenAt > content.takenAt)
