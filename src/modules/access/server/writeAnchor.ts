import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { anchorKey, isSignedBy, type Anchor } from './audit/anchor.ts'
import { anchorFile, appendAnchor, readLastAnchor } from './audit/anchorFile.ts'
import { selectHead, type ChainHead } from './auditQueries.ts'

/**
 * Why no anchor is written: the newest one was not signed with this installation's key (`forged`), it saw entries that
 * are not there any more (`truncated`) or another chain (`rewritten`), or the database's clock stands before it
 * (`clock`).
 */
export type AnchorRefusal = 'forged' | 'truncated' | 'rewritten' | 'clock'

/**
 * Signs where the chain of an organisation stands and adds it to the organisation's anchors in the data folder;
 * answers the anchor, or nothing where nothing was written down since the newest one. Never changes one that is there.
 */
export const writeAnchor = async (
  ctx: Ctx,
  organisationId: OrganisationId,
  dataDirectory: string
): Promise<Outcome<Anchor | undefined, AnchorRefusal>> => {
  const key = anchorKey(ctx.serverKey)
  const path = anchorFile(dataDirectory, organisationId)
  const newest = await readLastAnchor(path)
  const head = await ctx.read((tx) => selectHead(tx, organisationId, newest?.position))
  const refusal = newest && refusalOf(newest, head, key.publicKey)
  if (refusal) return refuse(refusal)
  if (!head || head.position === (newest?.position ?? 0)) return done(undefined)
  const { position, hash, time } = head
  const anchor = key.sign({ organisation: organisationId, position, hash, time })
  await appendAnchor(path, anchor)
  return done(anchor)
}

const refusalOf = (
  newest: Anchor,
  head: ChainHead | undefined,
  publicKey: string
): AnchorRefusal | undefined => {
  if (!isSignedBy(newest, publicKey)) return 'forged'
  if (!head || head.position < newest.position || head.hashThen === undefined) return 'truncated'
  if (head.hashThen !== newest.hash) return 'rewritten'
  return head.time < newest.time ? 'clock' : undefined
}
