import type { Tx } from '#platform/db/server/database.ts'
import type { LanguageDays, OfferId } from '../model.ts'
import type { DirectoryTables } from './tables.ts'

/** Makes these the only languages of an offer that have days of their own. */
export const replaceLanguageDays = async (
  tx: Tx,
  offerId: OfferId,
  days: readonly LanguageDays[]
): Promise<void> => {
  const tables = tx.$extendTables<DirectoryTables>()
  await tables.deleteFrom('directory_language_day').where('service_at_centre_id', '=', offerId).execute()
  const rows = days.map(({ language, weekdays }) => ({
    service_at_centre_id: offerId,
    language,
    weekdays: [...new Set(weekdays)].sort()
  }))
  if (rows.length > 0) await tables.insertInto('directory_language_day').values(rows).execute()
}
