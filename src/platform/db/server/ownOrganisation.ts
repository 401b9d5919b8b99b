import { sql } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'

/**
 * The organisation whose rows a transaction sees; NULL, which no row has, where it is none. Questions that begin with a
 * stranger's word (an address, a token, an identity) name it besides row-level security.
 */
export const ownOrganisation = () => sql<OrganisationId>`nullif(current_setting('app.org', true), '')::uuid`
