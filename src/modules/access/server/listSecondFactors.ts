import type { Ctx } from '#platform/ctx.ts'
import type { SecondFactors, SignedIn } from '../model.ts'
import { countOneTimeCodes, selectSecondFactors } from './secondFactorQueries.ts'

/** What a person can show besides the password: confirmed second factors, the oldest first, and one-time codes. */
export const listSecondFactors = (ctx: Ctx, { accountId }: SignedIn): Promise<SecondFactors> =>
  ctx.read(async (tx) => {
    const rows = await selectSecondFactors(tx, accountId)
    const factors = rows.map(({ id, kind, label, created_at: created, last_used_at: used }) => ({
      id,
      kind,
      label,
      createdAt: Temporal.Instant.fromEpochMilliseconds(created.getTime()),
      lastUsedAt: used ? Temporal.Instant.fromEpochMilliseconds(used.getTime()) : undefined
    }))
    return { factors, codesLeft: await countOneTimeCodes(tx, accountId) }
  })
