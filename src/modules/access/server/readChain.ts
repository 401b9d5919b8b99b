import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { AuditRow } from './audit/auditRow.ts'
import { selectChain } from './auditQueries.ts'

const AT_ONCE = 2_000

/** The whole chain of an organisation from its beginning, read piece by piece. */
export async function* readChain(
  ctx: Pick<Ctx, 'read'>,
  organisationId: OrganisationId
): AsyncGenerator<AuditRow> {
  let after = 0
  for (;;) {
    const rows = await ctx.read((tx) => selectChain(tx, organisationId, after, AT_ONCE))
    yield* rows
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)!.position
  }
}
