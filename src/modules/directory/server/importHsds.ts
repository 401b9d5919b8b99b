import type { Ctx } from '#platform/ctx.ts'
import type { DirectoryImportReport, ImportProgress } from '../importReport.ts'
import { archiveMissing } from './hsds/archiveMissing.ts'
import { collectRecords, LIST_MEMBERS, type FoundFault } from './hsds/collectRecords.ts'
import { isCsv, readCsvRecords } from './hsds/readCsvRecords.ts'
import { loadBytes, readHsdsFile, type HsdsFile } from './hsds/readHsdsFile.ts'
import { RecordStore } from './hsds/recordStore.ts'
import { ReportCollector } from './hsds/reportCollector.ts'
import { saveRecords } from './hsds/saveRecords.ts'

/** What to import, and under which name its entries are known from then on. */
export interface ImportHsdsInput {
  /** Names the source, 1 to 200 characters: the same source brings the same entries up to date. */
  readonly source: string
  /** HSDS as JSON, or the directory's own CSV where the name ends in `.csv`. */
  readonly files: Iterable<HsdsFile>
  /** Says what would happen and writes nothing. */
  readonly dryRun: boolean
  /**
   * Takes every entry of the source that these files do not name out of what the public sees. Withheld, and said so,
   * where part of a file could not be read: nobody knows what was missing there.
   */
  readonly archiveMissing?: boolean
  /** Told how far the run has come, at least once for 500 records. */
  readonly progress?: (progress: ImportProgress) => void
}

/**
 * Imports HSDS 3.0 and 3.1 records of any kind, and lines of the directory's CSV, for signed-in work (role app_work).
 * Every record is taken or refused by itself, with its reasons; records that name others find them in the same run
 * or from earlier ones of the same source. Entries that say what they said before are not touched. Works in
 * transactions of 500 records, providers first: a run that was killed is made good by repeating it. Holds one file
 * at a time, and of each record what is read of it, as text.
 */
export const importHsds = async (ctx: Ctx, input: ImportHsdsInput): Promise<DirectoryImportReport> => {
  const report = new ReportCollector()
  const records = new RecordStore()
  const progress = input.progress ?? (() => undefined)
  let unreadable = 0
  const fault = (found: FoundFault) => {
    if (found.kind !== 'taxonomy') unreadable++
    report.addFault(found)
  }
  for (const file of input.files) {
    await readFile(file, {
      fault,
      record: (found) => {
        records.add(found)
        if (records.size % 500 === 0) progress({ step: 'reading', done: records.size, all: records.size })
      }
    })
  }
  const wish = { source: input.source, now: ctx.clock.now(), write: !input.dryRun }
  await saveRecords(ctx, records, report, wish, progress)
  if (input.archiveMissing) await archiveMissing(ctx, records, report, wish, unreadable > 0)
  return report.report(input.dryRun)
}

const readFile = async (file: HsdsFile, finder: Parameters<typeof collectRecords>[2]) => {
  const refuse = (finding: FoundFault['finding']) =>
    finder.fault({ file: file.name, path: '$', line: 1, kind: 'file', externalId: null, finding })
  const bytes = await loadBytes(file)
  if (!Buffer.isBuffer(bytes)) return refuse(bytes)
  if (isCsv(file.name, bytes)) return readCsvRecords(file.name, bytes, finder)
  const read = readHsdsFile(bytes, LIST_MEMBERS)
  if (read.read) collectRecords(file.name, read.content, finder)
  else refuse(read.finding)
}
