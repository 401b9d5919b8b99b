import type { Ctx } from '#platform/ctx.ts'
import { findLastBackup } from '#platform/backup/server/backupQueries.ts'
import { isBackupLate, isDiskNearlyFull } from '#platform/backup/systemRules.ts'
import { programVersion } from '#platform/config/server/programFolder.ts'
import { knownMigrations } from '#platform/db/server/migrate.ts'
import { countOutbox } from '#platform/mail/server/outboxQueries.ts'
import { compareMigrations, stateOfCertificate, stateOfOutbox, stateOfQueue } from '../systemRules.ts'
import { readCertificate } from './readCertificate.ts'
import type { SystemEye } from './systemEye.ts'
import { findServerFacts, listQueueFacts } from './systemQueries.ts'

/** How the installation does, as its page shows it: no secret, no address of the database, nobody's name. */
export const readSystem = async (ctx: Ctx, { process, jobs, freeBytes }: SystemEye) => {
  const now = ctx.clock.now()
  const { version, startedAt, embedded, mails, publicUrl } = process
  const { migrations, ...server } = await findServerFacts(ctx)
  const outbox = await countOutbox(ctx)
  const queues = await listQueueFacts(jobs)
  const last = await findLastBackup(ctx)
  const free = await freeBytes()
  return {
    now,
    program: { version, startedAt, installed: programVersion() },
    database: { ...server, embedded },
    migrations: {
      count: migrations.length,
      newest: migrations.at(-1),
      ...compareMigrations(migrations, await knownMigrations())
    },
    queues: queues.map((queue) => ({ ...queue, state: stateOfQueue(queue, mails, now) })),
    outbox: { ...outbox, state: stateOfOutbox(outbox, now) },
    mails,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    certificate: await certificateFor(publicUrl, now),
    backup: { last, late: isBackupLate(last, now) },
    disk: { free, nearlyFull: isDiskNearlyFull(free) }
  }
}

/** How the installation does. */
export type SystemReport = Awaited<ReturnType<typeof readSystem>>

/** Absent where the installation has no https address; `elsewhere` where the proxy on this machine shows none for it. */
const certificateFor = async (publicUrl: URL | undefined, now: Temporal.Instant) => {
  if (publicUrl?.protocol !== 'https:') return undefined
  const certificate = await readCertificate(publicUrl)
  if (!certificate) return 'elsewhere' as const
  return { validUntil: certificate.validUntil, state: stateOfCertificate(certificate, now) }
}
