import { guard } from '#modules/access/server/index.ts'
import type { AccountId } from '#platform/ctx.ts'
import { dataFile } from '../../../dataFile.ts'
import type { RequestHandler } from './$types'

export const GET = guard('people.export', ({ params }, { actor, ctx }) =>
  dataFile(ctx, actor, params.id as AccountId)
) satisfies RequestHandler
