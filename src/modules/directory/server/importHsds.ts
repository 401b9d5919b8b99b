import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type {
  ImportFinding,
  DirectoryImportLine,
  ImportOutcome,
  DirectoryImportReport
} from '../importReport.ts'
import { collectRecords, type FoundFault, type FoundRecord } from './hsds/collectRecords.ts'
import { mergeRecords, type MergedRecord } from './hsds/mergeRecords.ts'
import { parseRecords } from './hsds/parseRecords.ts'
import { readHsdsFile, type HsdsFile } from './hsds/readHsdsFile.ts'
import { saveRecords } from './hsds/saveRecords.ts'

/** What to import, and under which name its entries are known from then on. */
export interface ImportHsdsInput {
  /** Names the source, 1 to 200 characters: the same source brings the same entries up to date. */
  readonly source: string
  readonly files: readonly HsdsFile[]
  /** Says what would happen and writes nothing. */
  readonly dryRun: boolean
}

/**
 * Imports HSDS 3.0 and 3.1 records of any kind from files, for signed-in work (role app_work). Every record is
 * taken or refused by itself, with its reasons; records that name others find them in the same run or from earlier ones
 * of the same source. Entries that say what they said before are not touched. Works in transactions of 500
 * records, providers first: a run that was killed is made good by repeating it.
 */
export const importHsds = async (ctx: Ctx, input: ImportHsdsInput): Promise<DirectoryImportReport> => {
  const records: FoundRecord[] = []
  const lines: DirectoryImportLine[] = []
  for (const file of input.files) {
    const read = await readHsdsFile(file)
    if (!read.read) {
      lines.push(refusedFile(file.name, read.finding))
      continue
    }
    const found = collectRecords(file.name, read.value)
    for (const record of found.records) records.push(record)
    for (const fault of found.faults) lines.push(refusedPlace(fault))
  }
  const parsed = parseRecords(mergeRecords(records))
  for (const { source, refusals } of parsed.refused) lines.push(lineOf(source, 'refused', refusals))
  const wish = { source: input.source, now: ctx.clock.now(), write: !input.dryRun }
  for (const saved of await saveRecords(ctx, parsed, wish, todayIn(ctx.clock))) {
    const remarks = saved.outcome === 'refused' ? [] : saved.source.remarks
    lines.push(lineOf(saved.source, saved.outcome, [...remarks, ...saved.findings]))
  }
  return { dryRun: input.dryRun, lines, counts: countOutcomes(lines) }
}

const refusedFile = (file: string, finding: ImportFinding): DirectoryImportLine => ({
  file,
  path: '$',
  kind: 'file',
  externalId: null,
  outcome: 'refused',
  findings: [finding]
})

const refusedPlace = ({ finding, ...place }: FoundFault): DirectoryImportLine => ({
  ...place,
  outcome: 'refused',
  findings: [finding]
})

const lineOf = (
  { file, path, kind, id }: MergedRecord,
  outcome: ImportOutcome,
  findings: readonly ImportFinding[]
): DirectoryImportLine => ({ file, path, kind, externalId: id ?? null, outcome, findings })

const countOutcomes = (lines: readonly DirectoryImportLine[]): DirectoryImportReport['counts'] => {
  const counts = { imported: 0, updated: 0, unchanged: 0, refused: 0 }
  for (const line of lines) counts[line.outcome]++
  return counts
}
