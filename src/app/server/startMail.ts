import { findInstallation } from '#modules/access/server/index.ts'
import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { createCtx, type Surroundings } from '#platform/db/server/createCtx.ts'
import { startJobs } from '#platform/jobs/server/startJobs.ts'
import { faultFields } from '#platform/log/server/log.ts'
import { keepOutbox } from '#platform/mail/server/keepOutbox.ts'
import { mailWorker } from '#platform/mail/server/mailWorker.ts'

const MINUTE = 60_000

/**
 * Keeps the outbox, looked at every minute, and sends its mails where a mail server is named. Starts in the background:
 * neither a database that is away nor a mail server that hangs keeps a request waiting.
 */
export const startMail = (
  surroundings: Surroundings,
  owner: OwnerConnection,
  settings: MailSettings | undefined
): { stop(): Promise<void> } => {
  const ctxFor = (organisationId: OrganisationId) => createCtx(surroundings, 'app_jobs', organisationId)
  const jobs = startJobs({
    owner,
    log: surroundings.log,
    workers: settings ? [mailWorker(settings, ctxFor)] : []
  })
  let first = true
  let stopped = false
  const keep = async () => {
    try {
      const installation = await findInstallation(createCtx(surroundings, 'owner', undefined))
      if (!installation || stopped) return
      await keepOutbox(ctxFor(installation.id), { sends: settings !== undefined, first })
      first = false
    } catch (fault) {
      if (!stopped) surroundings.log.error('mail.keep', faultFields(fault))
    }
  }
  void keep()
  const timer = setInterval(() => void keep(), MINUTE)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await jobs.stop()
    }
  }
}
