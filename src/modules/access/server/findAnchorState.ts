import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { anchorKey } from './audit/anchor.ts'
import { anchorFile, readLastAnchor } from './audit/anchorFile.ts'
import { isOlderAfter, selectHead } from './auditQueries.ts'
import { refusalOf, type AnchorRefusal } from './writeAnchor.ts'

/** Where the last anchor of an organisation's audit stands, and what is wrong with it. */
export interface AnchorState {
  readonly last: { readonly at: Temporal.Instant; readonly position: number } | undefined
  /** Why none can follow it; `late` where an entry waits for one for more than two hours; absent where nothing is wrong. */
  readonly trouble: AnchorRefusal | 'late' | undefined
}

/** Anchors are written hourly: by then the next one is missed too. */
const LATEST_HOURS = 2

/** Looks at the newest anchor in the data folder and at the chain it tells of. Ctx of `app_work`. */
export const findAnchorState = async (
  ctx: Ctx,
  organisationId: OrganisationId,
  dataDirectory: string
): Promise<AnchorState> => {
  const newest = await readLastAnchor(anchorFile(dataDirectory, organisationId))
  const after = newest?.position ?? 0
  const { head, late } = await ctx.read(async (tx) => ({
    head: await selectHead(tx, organisationId, newest?.position),
    late: await isOlderAfter(tx, organisationId, { after, hours: LATEST_HOURS })
  }))
  const refusal = newest && refusalOf(newest, head, anchorKey(ctx.serverKey).publicKey)
  return {
    last: newest && { at: Temporal.Instant.from(newest.time), position: newest.position },
    trouble: refusal ?? (late ? 'late' : undefined)
  }
}
