import type { Ctx } from '#platform/ctx.ts'
import { callFindSetUp } from './entryRepository.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** What a set-up has to ask for: the association's name too where there is none yet. */
export interface FoundSetUp {
  readonly organisation: string | undefined
}

/** The set-up of a one-time address, while that is good. `ctx` is `app_auth`, of no organisation before there is one. */
export const findSetUp = async (ctx: Ctx, token: string): Promise<FoundSetUp | undefined> => {
  const hash = hashOfToken(token)
  const found = hash && (await ctx.read((tx) => callFindSetUp(tx, hash, nowOf(ctx))))
  return found && { organisation: found.organisation ?? undefined }
}
