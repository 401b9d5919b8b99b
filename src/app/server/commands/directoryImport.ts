import { basename, resolve } from 'node:path'
import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { findInstallation } from '#modules/access/server/index.ts'
import type { DirectoryImportLine, DirectoryImportReport, ImportProgress } from '#modules/directory/index.ts'
import { importHsds, type HsdsFile } from '#modules/directory/server/index.ts'
import type { WorkTexts } from '#i18n/workTexts.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { unreadable } from './unreadable.ts'

const LONGEST_SOURCE = 200

/** Takes providers, centres and services over from HSDS files and from the directory's own CSV. */
export const directoryImport: Command = {
  name: 'directory import',
  summary: 'cli_directory_import',
  usage: '[--dry-run] [--archive-missing] [--source NAME] FILE…',
  async run(args, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        'archive-missing': { type: 'boolean', default: false },
        source: { type: 'string', default: 'hsds' }
      }
    })
    const source = values.source.trim()
    if (positionals.length === 0 || source === '' || source.length > LONGEST_SOURCE) {
      tools.print(tools.texts(positionals.length === 0 ? 'cli_some_file' : 'cli_source_name'))
      return MISCALLED
    }
    const files = await openFiles(positionals, tools)
    if (!files) return REFUSED
    const installation = await findInstallation(await tools.ctx('owner'))
    if (!installation) {
      tools.print(tools.texts('cli_not_set_up'))
      return REFUSED
    }
    // V8 lets garbage grow to several times what is used before it collects; this process shares a small machine.
    setFlagsFromString('--heap-growing-percent=50')
    const ctx = await tools.ctx('app_work', installation.id)
    const line = progressLine(tools.texts)
    const report = await importHsds(ctx, {
      source,
      files,
      dryRun: values['dry-run'],
      archiveMissing: values['archive-missing'],
      progress: line.show
    }).finally(line.clear)
    printReport(report, tools)
    return report.counts.refused === 0 ? DONE : REFUSED
  }
}

/** Every file is there and readable; it is opened when its turn comes. */
const openFiles = async (names: readonly string[], { callerFolder, texts, print }: CommandTools) => {
  const files: HsdsFile[] = []
  for (const name of names) {
    const path = resolve(callerFolder, name)
    const problem = await unreadable(path)
    if (problem) {
      print(texts(problem, { file: name }))
      return undefined
    }
    files.push({ name: basename(name), bytes: readWhenAsked(path) })
  }
  return files
}

const readWhenAsked = async function* (path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>
}

/** One line on a terminal that is written over and over; nothing where nobody looks. */
const progressLine = (texts: WorkTexts) => {
  const { stderr } = process
  const write = (text: string) => void (stderr.isTTY && stderr.write(`\r\u001b[K${text}`))
  return {
    show: ({ step, done, all }: ImportProgress) => write(texts(`cli_import_progress_${step}`, { done, all })),
    clear: () => write('')
  }
}

const printReport = (report: DirectoryImportReport, { print, texts }: CommandTools) => {
  for (const line of report.lines) {
    if (line.outcome === 'refused' || line.findings.length > 0) printLine(line, print, texts)
  }
  if (report.withheld > 0) print(texts('directory_import_withheld', { count: report.withheld }))
  print(texts(report.dryRun ? 'directory_import_would' : 'directory_import_did', { ...report.counts }))
}

const printLine = (line: DirectoryImportLine, print: (line: string) => void, texts: WorkTexts) => {
  const outcome = texts(`directory_import_outcome_${line.outcome}`)
  const at = line.line === null ? '' : texts('directory_import_place_line', { line: String(line.line) })
  const place = [line.file, at, line.path, line.kind, line.externalId].filter((part) => part).join(' ')
  print(`${place} – ${outcome}`)
  for (const { field, reason, params } of line.findings)
    print(`    ${field ? `${field}: ` : ''}${texts(reason, params)}`)
}
