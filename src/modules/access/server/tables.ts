import type { Generated } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'

/** Type aliases, not interfaces: only they satisfy Kysely's index signature. */
export type AccessTables = {
  access_organisation: {
    id: Generated<OrganisationId>
    name: string
    runs_installation: boolean
    created_at: Generated<Date>
  }
  access_installation: {
    only_one: Generated<boolean>
    demo: boolean
    decided_at: Date
    filled_at: Date | null
  }
  access_v_installation: {
    id: OrganisationId
    name: string
    demo: boolean
  }
}
