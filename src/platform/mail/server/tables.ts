import type { OrganisationId } from '#platform/ctx.ts'
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
