import { isSignedBy, type Anchor, type Erasure } from './anchor.ts'

/** What a backup knows of the ledger and the chain by itself. */
export interface KnownBefore {
  /** How many erasures. */
  readonly erasures: number
  /** Position of the last entry of the audit. */
  readonly position: number
}

/** What was erased since, in its order, and up to when the ledger tells. */
export interface Ledger {
  readonly erasures: readonly Erasure[]
  /** By the database's clock, in UTC. */
  readonly until: string
}

/**
 * Why a ledger does not help: `forged`, an anchor was not signed with this key; `old`, it ends before the backup and
 * so tells nothing of the time after it; `gap`, anchors are missing in it.
 */
export type LedgerFault = 'forged' | 'old' | 'gap'

/** Reads what was erased after a backup out of the anchors of its organisation, in any order, some of them twice. */
export const readLedger = (
  organisationId: string,
  anchors: readonly Anchor[],
  publicKey: string,
  before: KnownBefore
): Ledger | LedgerFault => {
  const own = anchors.filter(({ organisation }) => organisation === organisationId)
  if (own.some((anchor) => !isSignedBy(anchor, publicKey))) return 'forged'
  const telling = own.filter((anchor) => anchor.version === 2)
  const newest = telling.reduce<(typeof telling)[number] | undefined>(
    (best, anchor) => (best && best.position >= anchor.position ? best : anchor),
    undefined
  )
  if (!newest || newest.position < before.position) return 'old'
  const told = new Map(telling.flatMap(({ erased }) => erased).map((erasure) => [erasure.number, erasure]))
  const erasures: Erasure[] = []
  for (let number = before.erasures + 1; number <= newest.erasures; number++) {
    const erasure = told.get(number)
    if (!erasure) return 'gap'
    erasures.push(erasure)
  }
  return { erasures, until: newest.time }
}
