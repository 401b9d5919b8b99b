import { workTextsFor } from '#i18n/workTexts.ts'
import type { Language } from '../model.ts'

interface MailText {
  readonly subject: string
  readonly text: string
}

/** The mail with a one-time address for a new password. */
export const passwordResetMail = (
  language: Language,
  { organisation, link }: { readonly organisation: string; readonly link: string }
): MailText => {
  const texts = workTextsFor(language)
  return {
    subject: texts('access_mail_reset_subject'),
    text: texts('access_mail_reset_text', { organisation, link })
  }
}

/** The mail after a password was changed, so that nobody else changes it unseen. */
export const passwordChangedMail = (
  language: Language,
  { organisation }: { readonly organisation: string }
): MailText => {
  const texts = workTextsFor(language)
  return {
    subject: texts('access_mail_changed_subject'),
    text: texts('access_mail_changed_text', { organisation })
  }
}
