import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Worker } from '#platform/jobs/server/startJobs.ts'
import { deliverMail } from './deliverMail.ts'

/** Mails that one process sends at the same time. */
const AT_ONCE = 3

/** Sends mails, each for the one organisation of its job. `ctxFor` answers a ctx of `app_jobs`. */
export const mailWorker = (
  settings: MailSettings,
  ctxFor: (organisationId: OrganisationId) => Ctx
): Worker => ({
  queue: 'mail.send',
  atOnce: AT_ONCE,
  work: ({ organisationId, id }, signal) =>
    deliverMail(ctxFor(organisationId as OrganisationId), settings, id, signal)
})
