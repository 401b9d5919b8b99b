import { isSignedBy, type Anchor } from './anchor.ts'
import type { KnownPoint } from './verifyAudit.ts'

/** An anchor that proves nothing, and why. */
export interface AnchorFault {
  /** `forged`: not signed with this key. `disordered`: it stands after a later one. */
  readonly kind: 'forged' | 'disordered'
  readonly position: number
}

export interface CheckedAnchors {
  readonly points: readonly KnownPoint[]
  readonly faults: readonly AnchorFault[]
}

/** The points that an organisation's anchors vouch for. Anchors of other organisations are left out. */
export const checkAnchors = (
  organisationId: string,
  anchors: readonly Anchor[],
  publicKey: string
): CheckedAnchors => {
  const faults: AnchorFault[] = []
  const points: KnownPoint[] = []
  let newest: Anchor | undefined
  for (const anchor of anchors) {
    if (anchor.organisation !== organisationId) continue
    const { position } = anchor
    if (!isSignedBy(anchor, publicKey)) {
      faults.push({ kind: 'forged', position })
      continue
    }
    if (newest && (position < newest.position || anchor.time < newest.time)) {
      faults.push({ kind: 'disordered', position })
    } else newest = anchor
    points.push({ position, hash: Buffer.from(anchor.hash, 'hex') })
  }
  return { points, faults }
}
