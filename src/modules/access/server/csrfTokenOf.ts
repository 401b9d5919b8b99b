import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn } from '../model.ts'

/** What every form of a session carries, so that nobody else can post it: the field `csrf`. */
export const csrfTokenOf = (
  { serverKey }: Pick<Ctx, 'serverKey'>,
  { sessionId }: Pick<SignedIn, 'sessionId'>
) => serverKey.mac('flow', `csrf ${sessionId}`).toString('base64url')
