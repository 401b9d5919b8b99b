import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import { letRetry } from '#platform/mail/server/outboxRepository.ts'
import type { Actor } from '../model.ts'
import { refusalFor, type Refused } from './changePerson.ts'
import { recordEvent } from './recordEvent.ts'

/**
 * Sends a mail again that was given up; asked twice, it is sent once. Refuses (`gone`) one that waits or was sent, one
 * whose content is destroyed, and one that is not there.
 */
export const sendMailAgain = (
  ctx: Ctx,
  actor: Actor,
  id: string
): Promise<Outcome<undefined, 'gone' | Refused>> =>
  ctx.write(async (tx) => {
    const { organisationId } = actor
    const refused = refusalFor(ctx, actor, 'outbox.retry', { organisationId })
    if (refused) return refuse(refused)
    if (!isId(id) || !(await letRetry(tx, id, ctx.clock.now()))) return refuse('gone')
    await recordEvent(tx, ctx, { event: 'access.mail.sentAgain', record: { kind: 'mail', id } })
    return done(undefined)
  })
