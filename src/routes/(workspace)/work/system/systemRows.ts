import type { AnchorState } from '#modules/access/server/index.ts'
import { formatMoment } from '#i18n/formats.ts'
import type { WorkLocale, WorkTexts } from '#i18n/workTexts.ts'
import type { QueueName } from '#platform/jobs/server/queues.ts'
import type { SystemReport } from '#platform/system/server/readSystem.ts'
import { isClockOff, isQueueOverdue, ZONE, type SystemState } from '#platform/system/systemRules.ts'

/** One thing that can be in order or not, in the words of the page. */
export interface SystemRow {
  readonly title: string
  readonly lines: readonly string[]
  /** What to do about it. */
  readonly advice: readonly string[]
  readonly state: SystemState
  readonly link?: { readonly href: string; readonly text: string } | undefined
}

interface Seen {
  readonly report: SystemReport
  readonly anchor: AnchorState
  readonly seesOutbox: boolean
}

/** Numbers and moments of a row, in the language of the page. */
interface Words {
  readonly t: WorkTexts
  readonly at: (moment: Temporal.Instant) => string
}

const megabytes = (bytes: number) => Math.max(1, Math.round(bytes / 1_000_000))
const inGigabytes = (bytes: number) => Math.floor(bytes / 100_000_000) / 10
const only = (...lines: readonly (string | false | undefined)[]) =>
  lines.filter((line) => line !== false && line !== undefined)

/** The rows of the page in their order: what is lost first stands first. */
export const systemRows = (seen: Seen, t: WorkTexts, language: WorkLocale): readonly SystemRow[] => {
  const words: Words = { t, at: (moment) => formatMoment(moment, language) }
  const { report } = seen
  return [
    backupRow(report, words),
    diskRow(report, words),
    outboxRow(seen, words),
    ...report.queues.map((queue) => queueRow(report, queue, words)),
    mailRow(report, words),
    auditRow(seen.anchor, words),
    programRow(report, words),
    databaseRow(report, words),
    migrationsRow(report, words),
    clockRow(report, words),
    ...certificateRows(report, words)
  ]
}

const backupRow = ({ backup: { last, late } }: SystemReport, { t, at }: Words): SystemRow => ({
  title: t('system_backup'),
  lines: [
    last
      ? t('system_backup_last', { at: at(last.takenAt), megabytes: megabytes(last.bytes) })
      : t('system_backup_none')
  ],
  advice: only(late && t(last ? 'system_backup_late' : 'system_backup_begin')),
  state: late ? 'bad' : 'ok'
})

const diskRow = ({ disk: { free, nearlyFull } }: SystemReport, { t }: Words): SystemRow => ({
  title: t('system_disk'),
  lines: [t('system_disk_free', { gigabytes: inGigabytes(free) })],
  advice: only(nearlyFull && t('system_disk_low')),
  state: nearlyFull ? 'bad' : 'ok'
})

const outboxRow = ({ report: { outbox }, seesOutbox }: Seen, { t, at }: Words): SystemRow => {
  const { waiting, oldest, failed, state } = outbox
  return {
    title: t('work_outbox'),
    lines: only(
      oldest ? t('system_outbox_waiting', { count: waiting, at: at(oldest) }) : t('system_outbox_empty'),
      failed > 0 && t('system_outbox_failed', { count: failed })
    ),
    advice: only(state === 'bad' && t(failed > 0 ? 'system_outbox_again' : 'system_outbox_old')),
    state,
    link: seesOutbox ? { href: '/work/outbox', text: t('system_outbox_open') } : undefined
  }
}

const QUEUE_TITLES = { 'mail.send': 'system_queue_mail_send' } as const satisfies Record<QueueName, string>

const queueRow = (
  { now }: SystemReport,
  queue: SystemReport['queues'][number],
  { t, at }: Words
): SystemRow => {
  const { name, waiting, failed, lastDone, dueSince, state } = queue
  const overdue = state === 'bad' && isQueueOverdue(queue, now)
  return {
    title: t(QUEUE_TITLES[name]),
    lines: only(
      t('system_queue_waiting', { count: waiting }),
      lastDone ? t('system_queue_done', { at: at(lastDone) }) : t('system_queue_never'),
      failed > 0 && t('system_queue_failed', { count: failed }),
      overdue && t('system_queue_due', { at: at(dueSince!) })
    ),
    advice: only(failed > 0 && t('system_queue_log'), overdue && t('system_queue_restart')),
    state
  }
}

const mailRow = ({ mails }: SystemReport, { t }: Words): SystemRow => ({
  title: t('system_mail'),
  lines: [t(`system_mail_${mails}`)],
  advice: only(mails === 'kept' && t('system_mail_begin')),
  state: ({ sent: 'ok', kept: 'wait', shown: 'off' } as const)[mails]
})

const auditRow = ({ last, trouble }: AnchorState, { t, at }: Words): SystemRow => ({
  title: t('system_audit'),
  lines: [
    last ? t('system_audit_last', { at: at(last.at), position: last.position }) : t('system_audit_none')
  ],
  advice: only(trouble && t(trouble === 'late' ? 'system_audit_late' : 'system_audit_refused')),
  state: trouble ? 'bad' : 'ok'
})

const programRow = (
  { program: { version, startedAt, installed } }: SystemReport,
  { t, at }: Words
): SystemRow => {
  const renewed = installed !== version
  return {
    title: t('system_program'),
    lines: [t('system_program_version', { version, at: at(startedAt) })],
    advice: only(renewed && t('system_program_renewed', { version: installed })),
    state: renewed ? 'wait' : 'ok'
  }
}

const databaseRow = ({ database }: SystemReport, { t }: Words): SystemRow => {
  const { version, embedded, bytes } = database
  return {
    title: t('system_database'),
    lines: [
      t('system_database_version', { version, embedded: String(embedded), megabytes: megabytes(bytes) })
    ],
    advice: [],
    state: 'ok'
  }
}

const migrationsRow = ({ migrations }: SystemReport, { t }: Words): SystemRow => {
  const { count, newest = '', missing, unknown } = migrations
  return {
    title: t('system_migrations'),
    lines: [t('system_migrations_newest', { count, newest })],
    advice: only(
      missing.length > 0 && t('system_migrations_missing', { count: missing.length }),
      unknown.length > 0 && t('system_migrations_unknown', { count: unknown.length })
    ),
    state: unknown.length > 0 ? 'bad' : missing.length > 0 ? 'wait' : 'ok'
  }
}

const clockRow = ({ zone, database }: SystemReport, { t }: Words): SystemRow => {
  const seconds = Math.round(Math.abs(database.secondsAhead))
  const [foreign, off] = [zone !== ZONE, isClockOff(database.secondsAhead)]
  return {
    title: t('system_clock'),
    lines: [t('system_clock_zone', { zone }), t('system_clock_apart', { seconds })],
    advice: only(foreign && t('system_clock_foreign', { zone: ZONE }), off && t('system_clock_off')),
    state: foreign || off ? 'bad' : 'ok'
  }
}

const certificateRows = ({ certificate }: SystemReport, { t, at }: Words): readonly SystemRow[] => {
  if (!certificate) return []
  const title = t('system_certificate')
  if (certificate === 'elsewhere')
    return [{ title, lines: [t('system_certificate_elsewhere')], advice: [], state: 'off' }]
  const { validUntil, state } = certificate
  return [
    {
      title,
      lines: [t('system_certificate_until', { at: at(validUntil) })],
      advice: only(state !== 'ok' && t('system_certificate_renew')),
      state
    }
  ]
}
