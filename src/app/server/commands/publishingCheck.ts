import { parseArgs } from 'node:util'
import { findInstallation } from '#modules/access/server/index.ts'
import { readSiteFile } from '#modules/publishing/server/index.ts'
import { faultLines, findSiteFile, missingFactLines, siteFor } from '../openSite.ts'
import { DONE, REFUSED, type Command } from './command.ts'

/** Says which facts the portal still needs before it opens. */
export const publishingCheck: Command = {
  name: 'publishing check',
  summary: 'cli_publishing_check',
  usage: '',
  async run(args, { config, texts, print, ctx }) {
    parseArgs({ args: [...args], options: {} })
    const path = await findSiteFile(config)
    const own = path === undefined ? undefined : await readSiteFile(path)
    print(path === undefined ? texts('publishing_check_no_file') : texts('publishing_check_file', { path }))
    if (own && own.faults.length > 0) {
      print(texts('publishing_check_broken', { count: own.faults.length }))
      for (const line of faultLines(own.faults, texts)) print(`  ${line}`)
    }
    const installation = await findInstallation(await ctx('owner'))
    const { missing } = await siteFor(own, installation?.demo ?? false)
    if (missing.length > 0) {
      print(texts('publishing_check_missing', { count: missing.length }))
      for (const line of missingFactLines(missing, texts)) print(`  ${line}`)
    }
    const whole = missing.length === 0 && (own?.faults.length ?? 0) === 0
    if (whole) print(texts('publishing_check_whole'))
    return whole ? DONE : REFUSED
  }
}
