import type { OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { ServerPurpose } from './serverKey.ts'

/** A type alias, not an interface: only it satisfies Kysely's index signature. */
export type CryptoTables = {
  platform_server_held: {
    id: string
    organisation_id: OrganisationId
    purpose: ServerPurpose
    sealed: Buffer
    destroy_at: Date
  }
}

/** Who can read which column. */
export const cryptoClasses = declareClasses<CryptoTables>()({
  platform_server_held: {
    clear: ['id', 'organisation_id', 'purpose', 'destroy_at'],
    serverHeld: { sealed: { purpose: 'held', destroyed: 'at the hour its row names' } }
  }
})
