import type { OrganisationId } from '#platform/ctx.ts'

/** The association that runs this installation, as every page may name it. */
export interface Installation {
  readonly id: OrganisationId
  readonly name: string
  /** Everything here is invented, and every page says so. */
  readonly demo: boolean
}
