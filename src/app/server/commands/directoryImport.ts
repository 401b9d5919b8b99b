import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findInstallation } from '#modules/access/server/index.ts'
import type { DirectoryImportLine, DirectoryImportReport } from '#modules/directory/index.ts'
import { importHsds } from '#modules/directory/server/index.ts'
import type { WorkTexts } from '#i18n/workTexts.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { unreadable } from './unreadable.ts'

/** Takes providers, centres and services over from HSDS files. */
export const directoryImport: Command = {
  name: 'directory import',
  summary: 'cli_directory_import',
  usage: '[--dry-run] [--source NAME] FILE…',
  async run(args, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, source: { type: 'string', default: 'hsds' } }
    })
    if (positionals.length === 0) {
      tools.print(tools.texts('cli_some_file'))
      return MISCALLED
    }
    const files = await readFiles(positionals, tools)
    if (!files) return REFUSED
    const installation = await findInstallation(await tools.ctx('owner'))
    if (!installation) {
      tools.print(tools.texts('cli_not_set_up'))
      return REFUSED
    }
    const ctx = await tools.ctx('app_work', installation.id)
    const report = await importHsds(ctx, { source: values.source, files, dryRun: values['dry-run'] })
    printReport(report, tools)
    return report.counts.refused === 0 ? DONE : REFUSED
  }
}

const readFiles = async (names: readonly string[], { callerFolder, texts, print }: CommandTools) => {
  const files = []
  for (const name of names) {
    const path = resolve(callerFolder, name)
    const problem = await unreadable(path)
    if (problem) {
      print(texts(problem, { file: name }))
      return undefined
    }
    files.push({ name: basename(name), bytes: await readFile(path) })
  }
  return files
}

const printReport = (report: DirectoryImportReport, { print, texts }: CommandTools) => {
  for (const line of report.lines) {
    if (line.outcome === 'refused' || line.findings.length > 0) printLine(line, print, texts)
  }
  print(texts(report.dryRun ? 'directory_import_would' : 'directory_import_did', { ...report.counts }))
}

const printLine = (line: DirectoryImportLine, print: (line: string) => void, texts: WorkTexts) => {
  const outcome = texts(`directory_import_outcome_${line.outcome}`)
  print(`${line.file} ${line.path} ${line.kind} ${line.externalId ?? ''} – ${outcome}`)
  for (const { field, reason, params } of line.findings)
    print(`    ${field ? `${field}: ` : ''}${texts(reason, params)}`)
}
