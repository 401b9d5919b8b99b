import { randomUUID } from 'node:crypto'
import { workTextsFor } from '#i18n/workTexts.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import type { Actor } from '../model.ts'
import { selectInstallation } from './installationQueries.ts'

/** What was changed of how someone signs in, or of who opens what. */
export type SignInChange =
  | 'totpAdded'
  | 'passkeyAdded'
  | 'totpRemoved'
  | 'passkeyRemoved'
  | 'codesRenewed'
  | 'recoverySheetMade'
  | 'passkeyOpensKey'
  | 'passphraseChosen'
  | 'passphraseRemoved'
  | 'userKeyGivenUp'
  | 'recoveryHolderNamed'
  | 'recoveryReleased'
  | 'recoveryCompleted'
  | 'identityLinked'
  | 'identityUnlinked'

/** What others did: another password helps against none of it. */
const BY_OTHERS: ReadonlySet<SignInChange> = new Set([
  'recoveryHolderNamed',
  'recoveryReleased',
  'recoveryCompleted'
])

/**
 * Tells the owner of an account by mail, in the transaction of the change, so that nobody else makes it unseen. The mail
 * names neither device nor code.
 */
export const tellOwner = async (
  tx: Tx,
  ctx: Ctx,
  { email, language }: Pick<Actor, 'email' | 'language'>,
  change: SignInChange
): Promise<void> => {
  const texts = workTextsFor(language)
  const organisation = (await selectInstallation(tx))?.name ?? ''
  await sendMail(tx, ctx, {
    id: randomUUID(),
    to: email,
    subject: texts(`access_mail_${change}_subject`),
    text: texts(BY_OTHERS.has(change) ? 'access_mail_recovery_text' : 'access_mail_change_text', {
      what: texts(`access_mail_${change}_what`, { organisation })
    })
  })
}
