import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { letRetry } from './outboxRepository.ts'

/** Sends a mail again that was given up. Refuses where there is none, or its content is destroyed. Ctx of `app_work`. */
export const retryMail = async (ctx: Ctx, id: string): Promise<Outcome<undefined, 'gone'>> => {
  const retried = await ctx.write((tx) => letRetry(tx, id, ctx.clock.now()))
  return retried ? done(undefined) : refuse('gone')
}
