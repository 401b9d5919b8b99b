import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { startJobs } from '#platform/jobs/server/startJobs.ts'
import { createLog } from '#platform/log/server/log.ts'
import { keepOutbox } from '#platform/mail/server/keepOutbox.ts'
import { mailWorker } from '#platform/mail/server/mailWorker.ts'

/** What a process that only sends mails is told, as JSON in WORKER. */
export interface WorkerTask {
  readonly owner: OwnerConnection
  readonly organisationId: OrganisationId
  readonly serverKey: string
  readonly settings: MailSettings
}

/** Sends the mails of a database until it is ended: for tests that kill it. */
const { owner, organisationId, serverKey, settings } = JSON.parse(process.env['WORKER']!) as WorkerTask
const log = createLog('error')
const surroundings = {
  database: openDatabase(owner),
  clock: systemClock,
  log,
  serverKey: createServerKey(Buffer.from(serverKey, 'base64url'))
}
const ctxFor = (id: OrganisationId) => createCtx(surroundings, 'app_jobs', id)
const keep = () => keepOutbox(ctxFor(organisationId), { sends: true, first: true })
await keep()
setInterval(() => void keep(), 2_000)
startJobs({ owner, log, pause: 0.5, workers: [mailWorker(settings, ctxFor)] })
