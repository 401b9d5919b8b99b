import { mayDo, type Actor, type Permission, type SignedIn, type TeamId } from '#modules/access/index.ts'
import { eventRecorder, findTeamOnDuty, openForActor, type Opened } from '#modules/access/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { directoryEvents } from '../events.ts'
import type { CentreSlug, MistakeKind } from '../model.ts'
import { countMistakes, selectMistakes, type MistakeRow } from './mistakeReportRepository.ts'
import { forget } from './mistakeReports.ts'
import { WORDS_TABLE } from './reportMistake.ts'

const { recordEvent, recordView } = eventRecorder(directoryEvents)

/** Reports of one page; who answers them sees the next. */
const PAGE = 100

/** A report as the team reads it. */
export interface ReportedMistake {
  readonly id: string
  readonly slug: CentreSlug
  readonly centre: string
  readonly kinds: readonly MistakeKind[]
  /** The language of the page that was reported about. */
  readonly locale: string
  /** ISO day. */
  readonly reportedOn: string
  /** Absent where nothing was written. */
  readonly words?: Opened<'words'>
}

/** What visitors reported, the oldest first, for the team that has the duty. Refuses everybody else (`forbidden`). Leaves an event in the audit. */
export const listReportedMistakes = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<readonly ReportedMistake[], 'forbidden'>> =>
  ctx.write(async (tx) => {
    if (!(await mayOnDuty(tx, session.actor, 'mistakes.view'))) return refuse('forbidden')
    const rows = await selectMistakes(tx, PAGE)
    const written = rows.flatMap(({ id, keyId, words }) =>
      keyId && words ? [{ row: id, keyId, columns: { words } }] : []
    )
    const opened = await openForActor(tx, ctx, session, WORDS_TABLE, written)
    const words = new Map(written.map(({ row }, n) => [row, opened[n]!]))
    await recordView(tx, ctx, { event: 'directory.mistakes.listed' })
    return done(rows.map((row) => mistakeOf(row, words.get(row.id))))
  })

const mistakeOf = (
  { name, keyId: _keyId, words: _words, ...row }: MistakeRow,
  words: Opened<'words'> | undefined
): ReportedMistake => ({ ...row, centre: name, ...(words && { words }) })

/** How many reports wait for the team that has the duty; nothing for everybody else. */
export const countWaitingMistakes = (
  ctx: Ctx,
  { actor }: Pick<SignedIn, 'actor'>
): Promise<number | undefined> =>
  ctx.read(async (tx) => ((await mayOnDuty(tx, actor, 'mistakes.view')) ? countMistakes(tx) : undefined))

/** Closes a report: it is deleted, and what was written destroyed. Refuses who is not of the team (`forbidden`), and a report that is not there any more (`gone`). */
export const closeReportedMistake = (
  ctx: Ctx,
  { actor }: Pick<SignedIn, 'actor'>,
  id: string
): Promise<Outcome<undefined, 'forbidden' | 'gone'>> =>
  ctx.write(async (tx) => {
    if (!(await mayOnDuty(tx, actor, 'mistakes.close'))) return refuse('forbidden')
    if ((await forget(tx, ctx, { id })) === 0) return refuse('gone')
    await recordEvent(tx, ctx, {
      event: 'directory.mistake.closed',
      record: { kind: 'mistakeReport', id }
    })
    return done(undefined)
  })

const mayOnDuty = async (tx: Tx, actor: Actor, permission: Permission): Promise<boolean> => {
  const teamId: TeamId | undefined = await findTeamOnDuty(tx, 'mistakeReports')
  return (
    teamId !== undefined &&
    mayDo(actor, permission, { organisationId: actor.organisationId, teamIds: [teamId] })
  )
}
