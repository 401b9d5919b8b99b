import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { DirectoryViews } from './tables.ts'

/** A public centre where somebody signs. */
export interface SignCentre {
  readonly slug: string
  readonly name: string
  readonly town: string | null
}

/** Public centres that say they have sign language. */
export const selectSignCentres = (tx: Tx): Promise<SignCentre[]> =>
  tx
    .$extendTables<DirectoryViews>()
    .selectFrom('directory_v_centre')
    .select(['slug', 'name', 'town'])
    .where(sql<boolean>`'sign-language' = ANY(accessibility)`)
    .execute()
