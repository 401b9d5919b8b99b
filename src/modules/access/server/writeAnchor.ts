import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { anchorKey, isSignedBy, type Anchor } from './audit/anchor.ts'
import { anchorFile, appendAnchor, MOST_ERASURES, readLastAnchor } from './audit/anchorFile.ts'
import { selectHead, type ChainHead } from './auditQueries.ts'
import { selectErasures } from './erasureRepository.ts'

/**
 * Why no anchor is written: the newest one was not signed with this installation's key (`forged`), it saw entries that
 * are not there any more (`truncated`) or another chain (`rewritten`), or the database's clock stands before it
 * (`clock`).
 */
export type AnchorRefusal = 'forged' | 'truncated' | 'rewritten' | 'clock'

/**
 * Signs where the chain of an organisation stands and what was erased since the newest anchor, and adds it to the
 * organisation's anchors in the data folder, as several where much was erased; answers the last one, or nothing where
 * nothing was written down since the newest one. Never changes one that is there.
 */
export const writeAnchor = async (
  ctx: Ctx,
  organisationId: OrganisationId,
  dataDirectory: string
): Promise<Outcome<Anchor | undefined, AnchorRefusal>> => {
  const path = anchorFile(dataDirectory, organisationId)
  let last: Anchor | undefined
  for (;;) {
    const outcome = await writeNext(ctx, organisationId, path)
    if (!outcome.done) return outcome
    if (!outcome.value) return done(last)
    last = outcome.value
  }
}

const writeNext = async (
  ctx: Ctx,
  organisation: OrganisationId,
  path: string
): Promise<Outcome<Anchor | undefined, AnchorRefusal>> => {
  const key = anchorKey(ctx.serverKey)
  const newest = await readLastAnchor(path)
  const told = newest?.version === 2 ? toldBy(newest) : 0
  const { head, ledger } = await ctx.read(async (tx) => ({
    head: await selectHead(tx, organisation, newest?.position),
    ledger: await selectErasures(tx, organisation, told, MOST_ERASURES)
  }))
  const refusal = newest && refusalOf(newest, head, key.publicKey)
  if (refusal) return refuse(refusal)
  if (!head || (head.position === (newest?.position ?? 0) && ledger.erased.length === 0))
    return done(undefined)
  const { position, hash, time } = head
  const { count: erasures, erased } = ledger
  const anchor = key.sign({ organisation, position, hash, time, erasures, erased })
  await appendAnchor(path, anchor)
  return done(anchor)
}

/** The number of the last erasure that this anchor and those before it told of. */
const toldBy = ({ erasures, erased }: Extract<Anchor, { version: 2 }>) => erased.at(-1)?.number ?? erasures

/** Why no anchor may follow the newest one; nothing where one may. */
export const refusalOf = (
  newest: Anchor,
  head: ChainHead | undefined,
  publicKey: string
): AnchorRefusal | undefined => {
  if (!isSignedBy(newest, publicKey)) return 'forged'
  if (!head || head.position < newest.position || head.hashThen === undefined) return 'truncated'
  if (head.hashThen !== newest.hash) return 'rewritten'
  return head.time < newest.time ? 'clock' : undefined
}
