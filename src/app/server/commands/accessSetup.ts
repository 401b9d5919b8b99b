import { parseArgs } from 'node:util'
import { organisationNameSchema } from '#modules/access/index.ts'
import { findInstallation, openSetUp, setUpOrganisation } from '#modules/access/server/index.ts'
import { isWorkMessageKey } from '#i18n/workTexts.ts'
import type { Ctx } from '#platform/ctx.ts'
import { addressOf, setUpAddress } from '../addresses.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'

/**
 * Prints the one-time address at which the first administrator sets the installation up; with a name it makes the
 * association first.
 */
export const accessSetup: Command = {
  name: 'access setup',
  summary: 'cli_access_setup',
  usage: '[--name NAME]',
  async run(args, tools) {
    const { texts, print, ctx } = tools
    const { values } = parseArgs({ args: [...args], options: { name: { type: 'string' } } })
    if (values.name === undefined) return printAddress(await ctx('owner'), tools)
    const name = organisationNameSchema.safeParse(values.name)
    if (!name.success) {
      const key = name.error.issues[0]?.message ?? ''
      print(texts(isWorkMessageKey(key) ? key : 'access_name_missing'))
      return MISCALLED
    }
    const owner = await ctx('owner')
    const outcome = await setUpOrganisation(owner, { name: name.data })
    print(outcome.done ? texts('access_setup_done', { name: name.data }) : texts(REASONS[outcome.reason]))
    return outcome.done ? printAddress(owner, tools) : REFUSED
  }
}

const printAddress = async (owner: Ctx, { config, texts, print }: CommandTools): Promise<number> => {
  const setUp = await openSetUp(owner)
  if (!setUp) {
    const demo = (await findInstallation(owner))?.demo
    print(texts(demo ? 'access_setup_demo_database' : 'access_setup_administrator'))
    return REFUSED
  }
  print(texts('access_setup_address'))
  print(setUpAddress(addressOf(config, config.port), setUp.token))
  return DONE
}

const REASONS = {
  'demo-database': 'access_setup_demo_database',
  'already-set-up': 'access_setup_already'
} as const
