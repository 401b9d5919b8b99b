import type { OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { RefusalCode } from './refusals.ts'

export type MailState = 'waiting' | 'sent' | 'failed' | 'shown'

/** A type alias, not an interface: only it satisfies Kysely's index signature. */
export type MailTables = {
  platform_outbox: {
    id: string
    organisation_id: OrganisationId
    state: MailState
    sealed: Buffer | null
    attempts: number
    refusal: RefusalCode | null
    created_at: Date
    next_attempt_at: Date | null
    settled_at: Date | null
  }
}

/** Who can read which column. */
export const mailClasses = declareClasses<MailTables>()({
  platform_outbox: {
    clear: [
      'id',
      'organisation_id',
      'state',
      'attempts',
      'refusal',
      'created_at',
      'next_attempt_at',
      'settled_at'
    ],
    serverHeld: {
      sealed: { purpose: 'outbox', destroyed: 'when the mail is sent, after seven days at most' }
    }
  }
})
