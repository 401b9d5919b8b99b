import type { OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { BarrierKind } from '../model.ts'

/** Type aliases, not interfaces: only they satisfy Kysely's index signature. */
export type PublishingTables = {
  publishing_barrier_report: {
    id: string
    organisation_id: OrganisationId
    page: string
    kind: BarrierKind
    locale: string
    reported_on: Date
  }
}

/** What this module reads of the directory's public view. */
export type DirectoryViews = {
  directory_v_centre: {
    slug: string
    name: string
    town: string | null
    accessibility: readonly string[]
  }
}

/** Who can read which column. */
export const publishingClasses = declareClasses<PublishingTables>()({
  publishing_barrier_report: 'impersonal'
})
