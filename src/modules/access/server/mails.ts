import { formatDate } from '#i18n/formats.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import { germanDay } from '#platform/clock/clock.ts'
import type { Language } from '../model.ts'

/** What a mail says. */
interface Mail {
  readonly subject: string
  readonly text: string
}

interface InvitationFacts {
  readonly language: Language
  readonly name: string
  readonly inviter: string
  readonly organisation: string
  readonly link: string
  readonly expires: Temporal.Instant
}

/** The mail that invites a colleague. */
export const invitationMail = ({ language, expires, ...facts }: InvitationFacts): Mail => {
  const text = workTextsFor(language)
  return {
    subject: text('mail_invitation_subject', { organisation: facts.organisation }),
    text: text('mail_invitation_text', { ...facts, until: formatDate(germanDay(expires), language) })
  }
}

interface ResetFacts {
  readonly language: Language
  readonly name: string
  readonly organisation: string
  readonly by: string
}

/** The mail that tells a colleague that their second factors were taken away. */
export const factorsResetMail = ({ language, ...facts }: ResetFacts): Mail => {
  const text = workTextsFor(language)
  return {
    subject: text('mail_factors_reset_subject', { organisation: facts.organisation }),
    text: text('mail_factors_reset_text', facts)
  }
}
