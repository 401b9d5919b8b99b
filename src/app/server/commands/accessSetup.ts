import { parseArgs } from 'node:util'
import { organisationNameSchema } from '#modules/access/index.ts'
import { setUpOrganisation } from '#modules/access/server/index.ts'
import { isWorkMessageKey } from '#i18n/workTexts.ts'
import { DONE, MISCALLED, REFUSED, type Command } from './command.ts'

/** Makes the association that runs the installation. */
export const accessSetup: Command = {
  name: 'access setup',
  summary: 'cli_access_setup',
  usage: '--name NAME',
  async run(args, { texts, print, ctx }) {
    const { values } = parseArgs({ args: [...args], options: { name: { type: 'string' } } })
    const name = organisationNameSchema.safeParse(values.name ?? '')
    if (!name.success) {
      const key = name.error.issues[0]?.message ?? ''
      print(texts(isWorkMessageKey(key) ? key : 'access_name_missing'))
      return MISCALLED
    }
    const outcome = await setUpOrganisation(await ctx('owner'), { name: name.data })
    print(outcome.done ? texts('access_setup_done', { name: name.data }) : texts(REASONS[outcome.reason]))
    return outcome.done ? DONE : REFUSED
  }
}

const REASONS = {
  'demo-database': 'access_setup_demo_database',
  'already-set-up': 'access_setup_already'
} as const
