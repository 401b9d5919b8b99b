import type { ServerKey } from '#platform/crypto/server/serverKey.ts'

/** What is confidential of a mail. */
export interface MailContent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

const placeOf = (organisationId: string, id: string) => `platform_outbox ${organisationId} ${id} sealed`

/** Seals what a mail says, to its row. */
export const sealMail = (
  key: ServerKey,
  organisationId: string,
  id: string,
  { to, subject, text }: MailContent
): Buffer =>
  key.seal('outbox', placeOf(organisationId, id), Buffer.from(JSON.stringify({ to, subject, text })))

/** Opens what {@link sealMail} sealed. Throws where it was changed, moved, or sealed under another key. */
export const openMail = (key: ServerKey, organisationId: string, id: string, sealed: Buffer): MailContent =>
  JSON.parse(key.open('outbox', placeOf(organisationId, id), sealed).toString()) as MailContent
