import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Anchor } from './audit/anchor.ts'
import { checkAnchors, type AnchorFault } from './audit/checkAnchors.ts'
import { verifyAudit, type AuditVerdict } from './audit/verifyAudit.ts'
import { selectHead } from './auditQueries.ts'
import { readChain } from './readChain.ts'

/** What became of a chain and of the anchors it was held against. */
export interface AuditCheck extends AuditVerdict {
  readonly anchorFaults: readonly AnchorFault[]
  /** Position of the newest anchor that is right; 0 without one. */
  readonly anchored: number
}

/**
 * Looks through the chain of an organisation, held against its head and against the anchors of some files, each oldest
 * first, that were signed with the key. `ctx` sees the organisation.
 */
export const checkAudit = async (
  ctx: Pick<Ctx, 'read'>,
  organisationId: OrganisationId,
  files: readonly (readonly Anchor[])[],
  publicKey: string
): Promise<AuditCheck> => {
  const checked = files.map((anchors) => checkAnchors(organisationId, anchors, publicKey))
  const points = checked.flatMap((file) => file.points)
  const head = await ctx.read((tx) => selectHead(tx, organisationId))
  const ends =
    head && head.position > 0 ? [{ position: head.position, hash: Buffer.from(head.hash, 'hex') }] : []
  const verdict = await verifyAudit(organisationId, readChain(ctx, organisationId), [...points, ...ends])
  return {
    ...verdict,
    anchorFaults: checked.flatMap((file) => file.faults),
    anchored: points.reduce((most, { position }) => Math.max(most, position), 0)
  }
}
