import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { giveUpStarting, liesInProgramFolder } from '#app/server/openStore.ts'
import { HOST_HEADER, PROTOCOL_HEADER, LARGEST_BODY } from '#app/server/requestGate.ts'
import { addressOf, setUpAddress } from '#app/server/addresses.ts'
import { missingFactLines } from '#app/server/openSite.ts'
import { startApplication, type Application } from '#app/server/startApplication.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import { isLoopback, readConfig, type Config } from '#platform/config/server/config.ts'
import { programFolder } from '#platform/config/server/programFolder.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { RequestHandler } from '#app/server/httpServer.ts'

/** Stopping takes less than five seconds, whatever hangs. */
const STOP_PATIENCE = 4_700

/** The exit code that asks whoever watches the process to start it again: EX_TEMPFAIL of sysexits.h. */
const MOVED = 75

const loadBuild = async (): Promise<RequestHandler> => {
  process.env['ANLAUFSTELLE_KIT_PROTOCOL_HEADER'] = PROTOCOL_HEADER
  process.env['ANLAUFSTELLE_KIT_HOST_HEADER'] = HOST_HEADER
  process.env['ANLAUFSTELLE_KIT_BODY_SIZE_LIMIT'] = String(LARGEST_BODY)
  const build = (await import(pathToFileURL(join(programFolder, 'build/handler.js')).href)) as {
    handler: RequestHandler
  }
  return build.handler
}

const loadWorkshop = async (): Promise<RequestHandler> => {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' })
  return vite.middlewares
}

const banner = (
  config: Config,
  { port, demo, organisation, missingFacts, setUpToken, mails }: Application
) => {
  const address = addressOf(config, port)
  return [
    '',
    `  Anlaufstelle is running${organisation ? ` for ${organisation}` : ''}.`,
    `  Portal   ${address}/`,
    `  Staff    ${address}/sign-in`,
    `  Health   ${address}/health`,
    `  Data     ${config.databaseUrl ? 'external PostgreSQL' : config.dataDirectory}`,
    ...(demo ? ['  This is a demonstration: every centre, address and number in it is invented.'] : []),
    ...(setUpToken
      ? [
          '  Nobody gives roles here yet. Open this address once, within 24 hours, to set the installation up:',
          `  ${setUpAddress(address, setUpToken)}`
        ]
      : []),
    ...(missingFacts.length > 0
      ? [
          '  The portal is closed: the law wants facts that the site file does not hold yet.',
          '  docs/how-to/site-file.md says how to write them. Missing:',
          ...missingFactLines(missingFacts, workTextsFor('en')).map((line) => `    ${line}`)
        ]
      : []),
    ...(mails === 'kept'
      ? ['  Mails wait: no mail server is named (ANLAUFSTELLE_MAIL, docs/how-to/mail.md).']
      : []),
    '  Stop with Ctrl+C.',
    ''
  ].join('\n')
}

const run = async () => {
  const config = readConfig(process.env, process.cwd())
  const production = config.databaseUrl !== undefined || !isLoopback(config.host)
  if (production && liesInProgramFolder(config, programFolder)) {
    console.warn(
      'Warning: the data folder lies inside the program folder; set ANLAUFSTELLE_DATA to a folder of its own.'
    )
  }
  let stopping = false
  let running = false
  const application = startApplication(config, process.argv.includes('--dev') ? loadWorkshop : loadBuild)
  const stop = async (code = 0) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(code), STOP_PATIENCE)
    if (!running) giveUpStarting()
    await (await application.catch(() => undefined))?.stop()
    process.exit(code)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  process.on('SIGHUP', () => void stop())
  process.on('disconnect', () => void stop())
  const started = await application.catch((fault: unknown) => {
    if (!stopping) throw fault
  })
  running = true
  void started?.moved.then(() => stop(MOVED))
  if (started && !stopping) console.log(banner(config, started))
}

run().catch((fault: unknown) => {
  if (fault instanceof SetupFault) console.error(`Anlaufstelle cannot start: ${fault.message}.`)
  else console.error(fault)
  process.exit(fault instanceof SetupFault ? fault.exitCode : 70)
})
