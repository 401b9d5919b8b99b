import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import { faultFields } from '#platform/log/server/log.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RefusalCode } from './refusals.ts'
import { openMail, type MailContent } from './sealedMail.ts'
import type { MailState, MailTables } from './tables.ts'

/** A mail as the page of the outbox lists it. */
export interface OutboxEntry {
  readonly id: string
  readonly state: MailState
  readonly attempts: number
  /** Why the last attempt failed. */
  readonly refusal: RefusalCode | undefined
  readonly createdAt: Temporal.Instant
  readonly nextAttemptAt: Temporal.Instant | undefined
  readonly settledAt: Temporal.Instant | undefined
  /** True where it was given up and can be sent again. */
  readonly canRetry: boolean
  /** Whom it would have gone to: in a demonstration only. */
  readonly shown: { readonly to: string; readonly subject: string } | undefined
}

/** Mails on one page of the outbox. */
const PAGE = 50

/** The mails of the organisation, also where row-level security should be off. */
const mailsOf = (tx: Tx, { organisationId }: Pick<Ctx, 'organisationId'>) =>
  tx
    .$extendTables<MailTables>()
    .selectFrom('platform_outbox')
    .selectAll()
    .where(sql<boolean>`organisation_id = ${organisationId ?? null}`)
const instant = (date: Date | null) =>
  date === null ? undefined : Temporal.Instant.fromEpochMilliseconds(date.getTime())

/** The mails of the last 30 days, newest first, 50 a page; the first page is 1. Ctx of `app_work`. */
export const listOutbox = async (
  ctx: Ctx,
  page: number
): Promise<{ readonly entries: readonly OutboxEntry[]; readonly more: boolean }> => {
  const rows = await ctx.read((tx) =>
    mailsOf(tx, ctx)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(PAGE + 1)
      .offset((page - 1) * PAGE)
      .execute()
  )
  return { entries: rows.slice(0, PAGE).map((row) => entryOf(ctx, row)), more: rows.length > PAGE }
}

const entryOf = (ctx: Ctx, row: MailTables['platform_outbox']): OutboxEntry => {
  const content = openShown(ctx, row)
  return {
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    refusal: row.refusal ?? undefined,
    createdAt: instant(row.created_at)!,
    nextAttemptAt: instant(row.next_attempt_at),
    settledAt: instant(row.settled_at),
    canRetry: row.state === 'failed' && row.sealed !== null,
    shown: content && { to: content.to, subject: content.subject }
  }
}

/** Only a demonstration has mails that are shown; nobody but the worker opens another. Of one that is not what was sealed the log is told. */
const openShown = (
  { serverKey, log }: Ctx,
  { id, organisation_id, state, sealed }: MailTables['platform_outbox']
): MailContent | undefined => {
  if (state !== 'shown' || !sealed) return undefined
  try {
    return openMail(serverKey, organisation_id, id, sealed)
  } catch (fault) {
    log.error('mail.damaged', { mail: id, ...faultFields(fault) })
    return undefined
  }
}

/** A mail of a demonstration, while its content is there: seven days. Any other is not found. Ctx of `app_work`. */
export const readShownMail = async (
  ctx: Ctx,
  id: string
): Promise<(MailContent & { readonly createdAt: Temporal.Instant }) | undefined> => {
  const row = await ctx.read((tx) => mailsOf(tx, ctx).where('id', '=', id).executeTakeFirst())
  const content = row && openShown(ctx, row)
  return content && { ...content, createdAt: instant(row.created_at)! }
}

/** How many mails of the organisation wait, since when the oldest does, and how many were given up and can be sent again. Ctx of `app_work`. */
export const countOutbox = async (
  ctx: Ctx
): Promise<{
  readonly waiting: number
  readonly oldest: Temporal.Instant | undefined
  readonly failed: number
}> => {
  const { rows } = await ctx.read((tx) =>
    sql<{ waiting: number; oldest: Date | null; failed: number }>`
      SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
        min(created_at) FILTER (WHERE state = 'waiting') AS oldest,
        count(*) FILTER (WHERE state = 'failed' AND sealed IS NOT NULL)::int AS failed
      FROM platform_outbox WHERE organisation_id = ${ctx.organisationId ?? null}`.execute(tx)
  )
  const { waiting, oldest, failed } = rows[0]!
  return { waiting, oldest: instant(oldest), failed }
}
