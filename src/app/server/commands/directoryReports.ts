import { parseArgs } from 'node:util'
import { findInstallation } from '#modules/access/server/index.ts'
import { answerReports, countReports } from '#modules/directory/server/index.ts'
import { DONE, REFUSED, type Command } from './command.ts'

/** Lists what visitors report as wrong, by centre and kind; with `--answered`, forgets one centre's reports. */
export const directoryReports: Command = {
  name: 'directory reports',
  summary: 'cli_directory_reports',
  usage: '[--answered SLUG]',
  async run(args, { texts, print, ctx }) {
    const { values } = parseArgs({ args: [...args], options: { answered: { type: 'string' } } })
    const installation = await findInstallation(await ctx('owner'))
    if (!installation) {
      print(texts('cli_not_set_up'))
      return REFUSED
    }
    const work = await ctx('app_work', installation.id)
    if (values.answered !== undefined) {
      const count = await answerReports(work, values.answered)
      print(texts('directory_reports_answered', { slug: values.answered, count }))
      return DONE
    }
    const counts = await countReports(work)
    if (counts.length === 0) print(texts('directory_reports_none'))
    for (const { slug, kind, reports, lastOn } of counts) {
      const wrong = texts(`directory_reports_kind_${kind}`)
      print(texts('directory_reports_line', { slug, kind: wrong, count: reports, date: lastOn }))
    }
    return DONE
  }
}
