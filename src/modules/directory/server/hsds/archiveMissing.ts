import type { Ctx } from '#platform/ctx.ts'
import type { SaveWish } from '../directoryRepository.ts'
import { lockDirectory } from '../directoryRepository.ts'
import type { RecordKind } from './collectRecords.ts'
import { archiveEntries, listHeldIds } from '../detailsRepository.ts'
import type { RecordStore } from './recordStore.ts'
import type { ReportCollector } from './reportCollector.ts'

/** What depends on others goes first. */
const TABLES = [
  ['service_at_location', 'directory_service_at_centre'],
  ['service', 'directory_service'],
  ['location', 'directory_centre'],
  ['organization', 'directory_provider']
] as const satisfies readonly (readonly [RecordKind, string])[]

/**
 * Archives the entries of a source that a full import of it does not name; a record that was refused is named. Does
 * nothing, and says so, where part of the files could not be read, a record has no id, or they hold no record at all.
 * One transaction.
 */
export const archiveMissing = async (
  ctx: Ctx,
  records: RecordStore,
  report: ReportCollector,
  wish: SaveWish,
  unreadable: boolean
): Promise<void> => {
  if (unreadable || records.hasLoose || records.size === 0) {
    const finding = { field: '', reason: 'directory_import_archive_withheld', params: {} } as const
    report.addLine({ ...NOWHERE, kind: 'file', externalId: null, outcome: 'refused', findings: [finding] })
    return
  }
  const work = wish.write ? ctx.write : ctx.read
  await work(async (tx) => {
    if (wish.write) await lockDirectory(tx)
    for (const [kind, table] of TABLES) {
      const held = await listHeldIds(tx, table, wish.source)
      const missing = held.filter((id) => !records.names(kind, id))
      if (wish.write && missing.length > 0) await archiveEntries(tx, table, wish.source, missing, wish.now)
      for (const externalId of missing)
        report.addLine({ ...NOWHERE, kind, externalId, outcome: 'archived', findings })
    }
  })
}

const NOWHERE = { file: '', path: '', line: null }
const findings = [{ field: '', reason: 'directory_import_missing_from_source', params: {} }] as const
