import type {
  DirectoryImportLine,
  DirectoryImportReport,
  ImportFinding,
  ImportOutcome
} from '../../importReport.ts'
import type { FoundFault } from './collectRecords.ts'
import { columnOf } from './csvLines.ts'
import type { RecordSource } from './recordStore.ts'

const MOST_LINES = 5_000

/** Gathers what became of the records of one run; memory is bounded however many there are. */
export class ReportCollector {
  readonly #lines: DirectoryImportLine[] = []
  readonly #counts = { imported: 0, updated: 0, unchanged: 0, refused: 0, archived: 0 }
  #telling = 0
  #plain = 0
  #withheld = 0

  /** Adds a record that has a place in a file. */
  add(source: RecordSource, outcome: ImportOutcome, findings: readonly ImportFinding[]): void {
    const { file, path, line, kind, id, columns } = source
    const named = columns
      ? findings.map((finding) => ({ ...finding, field: columnOf(kind, finding.field, columns) }))
      : findings
    this.addLine({ file, path, line, kind, externalId: id ?? null, outcome, findings: named })
  }

  /** Adds a place that holds no usable record, as refused. */
  addFault({ finding, ...place }: FoundFault): void {
    this.addLine({ ...place, outcome: 'refused', findings: [finding] })
  }

  addLine(line: DirectoryImportLine): void {
    this.#counts[line.outcome]++
    const telling = line.findings.length > 0
    if (telling ? this.#telling++ < MOST_LINES : this.#plain++ < MOST_LINES) this.#lines.push(line)
    else if (telling) this.#withheld++
  }

  report(dryRun: boolean): DirectoryImportReport {
    return { dryRun, lines: this.#lines, withheld: this.#withheld, counts: this.#counts }
  }
}
