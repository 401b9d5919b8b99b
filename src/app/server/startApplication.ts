import { passkeySiteOf } from '#modules/access/index.ts'
import { createSignOnProvider, findInstallation, openSetUp } from '#modules/access/server/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { isLoopback, type Config } from '#platform/config/server/config.ts'
import { programVersion } from '#platform/config/server/programFolder.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { createLog, faultFields, type Log } from '#platform/log/server/log.ts'
import { createMemory } from '#platform/memory/memory.ts'
import { answerKept } from './answerKept.ts'
import { freeBytes } from '#platform/backup/server/freeBytes.ts'
import { fillAccounts, fillDatabase } from './fillDatabase.ts'
import { openHttpServer, type HttpServer, type RequestHandler } from './httpServer.ts'
import { createKeptPages } from './keptPages.ts'
import { openStore, type Store } from './openStore.ts'
import { readOwnSite, siteFor, type OwnSite } from './openSite.ts'
import { setRunning } from './running.ts'
import { startAnchors } from './startAnchors.ts'
import { startDailyWork } from './startDailyWork.ts'
import { startMail } from './startMail.ts'
import { watchDatabase, type DatabaseWatch } from './watchDatabase.ts'

/** Bytes of public pages in memory. */
const MOST_KEPT = 16 * 1024 * 1024

/** A started application. */
export interface Application {
  readonly port: number
  readonly demo: boolean
  readonly organisation: string | undefined
  /** Paths of the site file whose facts are missing: the portal stays closed until they are written. */
  readonly missingFacts: readonly string[]
  /** Of the one-time address at which the first administrator sets the installation up; absent where there is one. */
  readonly setUpToken: string | undefined
  /** What becomes of mails: sent; kept, because no mail server is named; shown, in a demonstration. */
  readonly mails: 'sent' | 'kept' | 'shown'
  /** Once another of the database's hosts is its primary: only a new start works on that one. */
  readonly moved: Promise<undefined>
  stop(): Promise<void>
}

/**
 * Starts everything in the order that leaves nothing half done: settings and site file, the address, then the database, its data,
 * the handlers. Whatever is refused on the way closes what was opened.
 * `loadHandler` is asked for the request handler once {@link setRunning} was called.
 */
export const startApplication = async (
  config: Config,
  loadHandler: () => Promise<RequestHandler>
): Promise<Application> => {
  const log = createLog(config.logLevel)
  const own = await readOwnSite(config)
  const http = await openHttpServer(config)
  let store: Store | undefined
  try {
    store = await openStore(config, 'application', log)
    return await serve({ config, log, http, store, own }, loadHandler)
  } catch (fault) {
    await http.stop()
    await store?.close()
    throw fault
  }
}

interface Opened {
  readonly config: Config
  readonly log: Log
  readonly http: HttpServer
  readonly store: Store
  readonly own: OwnSite | undefined
}

const serve = async (
  { config, log, http, store, own }: Opened,
  loadHandler: () => Promise<RequestHandler>
): Promise<Application> => {
  const surroundings = { database: store.database, clock: systemClock, log, serverKey: store.serverKey }
  await fillDatabase(surroundings, {
    demo: config.demo,
    suggested: !config.databaseUrl && isLoopback(config.host)
  })
  const installation = await findInstallation(createCtx(surroundings, 'owner', undefined))
  const { site, missing } = await siteFor(own, installation?.demo ?? false)
  const moving = Promise.withResolvers<undefined>()
  const watch: DatabaseWatch = watchDatabase(store, log, {
    changed() {
      memory.forget()
      pages.forget()
    },
    moved: () => moving.resolve(undefined)
  })
  const hears = () => watch.listening()
  const memory = createMemory(hears)
  const pages = createKeptPages({ most: MOST_KEPT, now: () => systemClock.now().epochMilliseconds, hears })
  const daily = startDailyWork(surroundings)
  const anchors = startAnchors(surroundings, config.dataDirectory)
  const setUp = await openSetUp(createCtx(surroundings, 'owner', undefined))
  const demo = installation?.demo ?? false
  const mails = demo ? 'shown' : config.mail ? 'sent' : 'kept'
  let stopping = false
  const signOn = signOnOf(config, log)
  const passkeys = passkeySiteOf(config.publicUrl ?? new URL(`http://localhost:${http.port}`))
  setRunning({
    ...surroundings,
    site,
    signOn,
    passkeys,
    pages,
    memory,
    process: {
      version: programVersion(),
      startedAt: systemClock.now(),
      embedded: store.hold !== undefined,
      mails,
      publicUrl: config.publicUrl,
      dataDirectory: config.dataDirectory
    },
    freeBytes: () => freeBytes(config.dataDirectory),
    isReady: () => !stopping && watch.connected()
  })
  http.serve(answerKept(pages, await loadHandler()))
  const complain = (event: string) => (fault: unknown) => {
    if (!stopping) log.error(event, faultFields(fault))
  }
  void fillAccounts(surroundings)
    .catch(complain('demonstration.accounts'))
    .then(() => store.hold?.settle())
    .catch(complain('database.settle'))
  const mail = startMail(surroundings, store.owner, demo ? undefined : config.mail)
  if (mails === 'kept') log.warn('mail.kept')
  log.info('application.started', { port: http.port, embedded: store.hold !== undefined })
  return {
    port: http.port,
    demo,
    organisation: installation?.name,
    missingFacts: missing,
    setUpToken: setUp?.token,
    mails,
    moved: moving.promise,
    async stop() {
      stopping = true
      daily.stop()
      watch.stop()
      await Promise.all([http.stop(), mail.stop()])
      await anchors.stop()
      await store.close().catch((fault: unknown) => log.error('application.stop', faultFields(fault)))
      log.info('application.stopped')
    }
  }
}

const signOnOf = ({ signOn: settings, publicUrl }: Config, log: Log) =>
  settings && publicUrl && createSignOnProvider({ settings, publicUrl, log })
