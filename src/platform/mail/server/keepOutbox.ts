import type { Ctx } from '#platform/ctx.ts'
import { forgetOldMails, queueDueMails } from './outboxRepository.ts'

/** Seconds for which a mail that is due is left to the job that was written with it. */
const GRACE = 60

/**
 * Destroys contents and rows that are too old, and queues mails whose job was lost with a worker. At a start (`first`)
 * no job is trusted. To be called every minute; several processes may. Ctx of `app_jobs`.
 */
export const keepOutbox = async (
  ctx: Ctx,
  { sends, first }: { readonly sends: boolean; readonly first: boolean }
): Promise<void> => {
  const now = ctx.clock.now()
  const gone = await ctx.write((tx) => forgetOldMails(tx, now))
  if (gone.contents + gone.rows > 0) ctx.log.info('mail.forgotten', { ...gone })
  if (sends) await ctx.write((tx) => queueDueMails(tx, now, first ? 0 : GRACE))
}
