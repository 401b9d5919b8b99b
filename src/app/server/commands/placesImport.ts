import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { importPlaces } from '#modules/places/server/index.ts'
import { DONE, MISCALLED, REFUSED, type Command } from './command.ts'
import { unreadable } from './unreadable.ts'

/** Refines postcodes by coordinates, or brings the list of municipalities up to date. */
export const placesImport: Command = {
  name: 'places import',
  summary: 'cli_places_import',
  usage: 'FILE',
  async run(args, { texts, print, ctx, callerFolder }) {
    const [file] = args
    if (file === undefined || args.length > 1) {
      print(texts('cli_one_file'))
      return MISCALLED
    }
    const path = resolve(callerFolder, file)
    const problem = await unreadable(path)
    if (problem) {
      print(texts(problem, { file }))
      return REFUSED
    }
    const outcome = await importPlaces(await ctx('owner'), await readFile(path))
    if (!outcome.done) {
      print(texts(`places_import_file_${outcome.reason}`, { file }))
      return REFUSED
    }
    const { kind, imported, refused } = outcome.value
    for (const { line, field, reason, params } of refused) {
      const why = texts(`places_import_line_${reason}`, { ...params, field })
      print(texts('places_import_line', { line: String(line), field: field || '–', why }))
    }
    print(texts(`places_import_done_${kind}`, { imported, refused: refused.length }))
    return refused.length === 0 ? DONE : REFUSED
  }
}
