import { guard } from '#modules/access/server/index.ts'
import { dataFile } from '../../dataFile.ts'
import type { RequestHandler } from './$types'

export const GET = guard('profile.export', (_event, { actor, ctx }) =>
  dataFile(ctx, actor, actor.accountId)
) satisfies RequestHandler
