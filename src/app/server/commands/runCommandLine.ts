import { systemClock } from '#platform/clock/clock.ts'
import { terminalLocale, workTextsFor, type WorkTexts } from '#i18n/workTexts.ts'
import { readConfig } from '#platform/config/server/config.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { createLog } from '#platform/log/server/log.ts'
import { fillDatabase } from '../fillDatabase.ts'
import { openStore, type Store } from '../openStore.ts'
import { accessAnchorKey } from './accessAnchorKey.ts'
import { accessSetup } from './accessSetup.ts'
import { accessVerifyAudit } from './accessVerifyAudit.ts'
import { backupCreate } from './backupCreate.ts'
import { backupKey } from './backupKey.ts'
import { backupRestore } from './backupRestore.ts'
import { DONE, MISCALLED, type Command, type CommandTools } from './command.ts'
import { dbRoles } from './dbRoles.ts'
import { directoryImport } from './directoryImport.ts'
import { directoryReports } from './directoryReports.ts'
import { mailTest } from './mailTest.ts'
import { placesImport } from './placesImport.ts'
import { publishingBarriers } from './publishingBarriers.ts'
import { publishingCheck } from './publishingCheck.ts'
import { systemUpdateCheck } from './systemUpdateCheck.ts'

const COMMANDS: readonly Command[] = [
  accessAnchorKey,
  accessSetup,
  accessVerifyAudit,
  backupCreate,
  backupKey,
  backupRestore,
  dbRoles,
  directoryImport,
  directoryReports,
  mailTest,
  placesImport,
  publishingBarriers,
  publishingCheck,
  systemUpdateCheck
]

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** Runs one call of the command line and answers its exit code. A database it opened is closed again. */
export const runCommandLine = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  workingFolder: string
): Promise<number> => {
  const texts = workTextsFor(terminalLocale(env))
  const [module = 'help', verb = ''] = args
  const command = COMMANDS.find(({ name }) => name === `${module} ${verb}`)
  if (!command) return printHelp(texts, module === 'help' || module === '--help')
  let store: Store | undefined
  const config = readConfig(env, workingFolder)
  const log = createLog(env['ANLAUFSTELLE_LOG'] ? config.logLevel : 'warn')
  const surroundings = ({ database, serverKey }: Store) => ({ database, serverKey, clock: systemClock, log })
  const opened = async () => {
    if (!store) {
      store = await openStore(config, 'command', log)
      await fillDatabase(surroundings(store), { demo: 'automatic', suggested: false })
    }
    return store
  }
  const tools: CommandTools = {
    config,
    texts,
    callerFolder: env['INIT_CWD'] ?? workingFolder,
    print,
    ctx: async (role, organisationId) => createCtx(surroundings(await opened()), role, organisationId),
    owner: async () => (await opened()).owner
  }
  try {
    return await command.run(args.slice(2), tools)
  } catch (fault) {
    if (!isMiscall(fault)) throw fault
    print(texts('cli_miscalled', { usage: `${command.name} ${command.usage}` }))
    return MISCALLED
  } finally {
    await store?.close()
  }
}

const isMiscall = (fault: unknown) => String((fault as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')

const printHelp = (texts: WorkTexts, wanted: boolean) => {
  print(texts('cli_usage'))
  for (const { name, usage, summary } of COMMANDS)
    print(`  ${`${name} ${usage}`.padEnd(62)} ${texts(summary)}`)
  return wanted ? DONE : MISCALLED
}
