import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { isMailAddress } from '#platform/mailAddress.ts'
import { putMail } from './outboxRepository.ts'
import { sealMail, type MailContent } from './sealedMail.ts'

/** One mail to one person, in plain text. */
export interface Mail extends MailContent {
  /** A uuid of the caller's own making, one an event: the same event told twice is one mail. */
  readonly id: string
}

const LONGEST_SUBJECT = 200
const LONGEST_TEXT = 20_000

/**
 * Writes a mail and the job that sends it in the transaction of what the mail tells about: both happen, or neither.
 * It is sent after the commit, by whichever process comes first; in a demonstration it is shown and never sent.
 * Works as app_auth, app_work and owner. Throws where the mail could not be one: no address, a line break in the
 * subject, control characters, or too long.
 */
export const sendMail = async (tx: Tx, ctx: Ctx, mail: Mail): Promise<void> => {
  const fault = faultOf(mail)
  if (fault !== undefined) throw new Error(`A mail with ${fault} cannot be sent`)
  if (ctx.organisationId === undefined) throw new Error('A mail belongs to an organisation')
  const sealed = sealMail(ctx.serverKey, ctx.organisationId, mail.id, mail)
  await putMail(tx, mail.id, sealed, ctx.clock.now())
}

const faultOf = ({ to, subject, text }: Mail) => {
  if (!isMailAddress(to)) return 'no address'
  if (subject.trim() === '' || subject.length > LONGEST_SUBJECT) return 'no or too long a subject'
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject)) return 'a line break in its subject'
  if (text.trim() === '' || text.length > LONGEST_TEXT) return 'no or too long a text'
  if (/[^\P{Cc}\n\t]/u.test(text)) return 'control characters'
  return undefined
}
