import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { MOST_ATTEMPTS, secondsAfter } from './attempts.ts'
import {
  awaitNextAttempt,
  claimMail,
  countAttempt,
  holdMail,
  settleFailed,
  settleSent
} from './outboxRepository.ts'
import type { Refusal } from './refusals.ts'
import { openMail } from './sealedMail.ts'
import { sendBySmtp } from './sendBySmtp.ts'

/**
 * Makes one attempt to send a mail that waits. The attempt is counted and committed before it is made; the mail is then
 * held by a lock until it is marked. So two workers never send it at once, and a worker that dies in between leaves a
 * mail that waits for its next attempt. Only where it dies between the mail server's yes and the mark is the mail sent
 * again, with the same Message-ID. Does nothing where there is nothing to do. Ctx of `app_jobs`.
 */
export const deliverMail = async (
  ctx: Ctx,
  settings: MailSettings,
  id: string,
  signal: AbortSignal
): Promise<void> => {
  const attempt = await ctx.write((tx) => beginAttempt(tx, ctx, id))
  if (attempt === undefined) return
  await ctx.write(async (tx) => {
    const held = await holdMail(tx, id, attempt)
    if (!held) return
    const content = openMail(ctx.serverKey, ctx.organisationId!, id, held.sealed)
    const date = Temporal.Instant.fromEpochMilliseconds(held.createdAt.getTime())
    const refusal = await sendBySmtp(settings, { id, date, ...content }, signal)
    if (refusal) await settleRefused(tx, ctx, id, { attempt, refusal })
    else await settleSent(tx, id, ctx.clock.now())
    const { code = 'none', reply } = refusal ?? {}
    if (refusal) ctx.log.warn('mail.refused', { mail: id, attempt, refusal: code, reply })
    else ctx.log.info('mail.sent', { mail: id, attempt })
  })
}

/** Counts an attempt; gives the mail up where all of them are used up, the last one without an answer. */
const beginAttempt = async (tx: Tx, ctx: Ctx, id: string): Promise<number | undefined> => {
  const now = ctx.clock.now()
  const claimed = await claimMail(tx, id, now)
  if (!claimed) return undefined
  if (claimed.attempt > MOST_ATTEMPTS) {
    await settleFailed(tx, id, 'interrupted', now)
    return undefined
  }
  await countAttempt(tx, id, claimed.attempt, now.add({ seconds: secondsAfter(claimed.attempt) }))
  return claimed.attempt
}

const settleRefused = async (
  tx: Tx,
  ctx: Ctx,
  id: string,
  { attempt, refusal }: { readonly attempt: number; readonly refusal: Refusal }
) => {
  if (refusal.forGood || attempt >= MOST_ATTEMPTS) {
    await settleFailed(tx, id, refusal.code, ctx.clock.now())
  } else {
    await awaitNextAttempt(tx, id, refusal.code, secondsAfter(attempt))
  }
}
