import type { Ctx } from '#platform/ctx.ts'
import { selectPasswordReset } from './entryRepository.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** Whose password a one-time address gives anew, while it is good. */
export const findPasswordReset = async (
  ctx: Ctx,
  token: string
): Promise<{ readonly email: string } | undefined> => {
  const hash = hashOfToken(token)
  const found = hash && (await ctx.read((tx) => selectPasswordReset(tx, hash, nowOf(ctx))))
  return found && { email: found.email }
}
