import { parseArgs } from 'node:util'
import { findInstallation } from '#modules/access/server/index.ts'
import { listBarriers } from '#modules/publishing/server/index.ts'
import { DONE, REFUSED, type Command } from './command.ts'

/** Lists the barriers that visitors reported. */
export const publishingBarriers: Command = {
  name: 'publishing barriers',
  summary: 'cli_publishing_barriers',
  usage: '',
  async run(args, { texts, print, ctx }) {
    parseArgs({ args: [...args], options: {} })
    const installation = await findInstallation(await ctx('owner'))
    if (!installation) {
      print(texts('cli_not_set_up'))
      return REFUSED
    }
    const barriers = await listBarriers(await ctx('app_work', installation.id))
    if (barriers.length === 0) print(texts('publishing_barriers_none'))
    for (const { page, kind, locale, count, lastOn } of barriers)
      print(
        texts('publishing_barriers_line', {
          page,
          kind: texts(`publishing_barrier_${kind}`),
          locale,
          count,
          lastOn
        })
      )
    return DONE
  }
}
