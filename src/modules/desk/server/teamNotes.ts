import { mayDo, type Permission, type SignedIn, type TeamId } from '#modules/access/index.ts'
import {
  destroyRecords,
  eventRecorder,
  findNames,
  openForActor,
  sealAgain,
  sealToTeam
} from '#modules/access/server/index.ts'
import { midnight, todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { isId } from '#platform/isId.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { deskEvents } from '../events.ts'
import type { NoteId, TeamNote } from '../model.ts'
import {
  countNotes,
  deleteNote,
  deleteNotesBefore,
  insertNote,
  lockNote,
  replaceWords,
  selectNotes,
  type NoteRow
} from './noteRepository.ts'

const { recordEvent, recordView } = eventRecorder(deskEvents)

/** The table, to which words are bound when they are sealed. */
const TABLE = 'desk_team_note'
/** Notes that a team may have: a page shows them all. */
const MOST = 200

/** An address may hold anything: what is no id is nobody's team. */
const mayOf = ({ actor }: SignedIn, permission: Permission, teamId: TeamId) =>
  isId(teamId) && mayDo(actor, permission, { organisationId: actor.organisationId, teamIds: [teamId] })

/** The notes of a team, the last changed first. Refuses who does not belong to it (`missing`). Leaves an event in the audit. */
export const listTeamNotes = (
  ctx: Ctx,
  session: SignedIn,
  teamId: TeamId
): Promise<Outcome<readonly TeamNote[], 'missing'>> =>
  ctx.write(async (tx) => {
    if (!mayOf(session, 'notes.view', teamId)) return refuse('missing')
    const rows = await selectNotes(tx, teamId, MOST)
    const sealed = rows.map(({ id, keyId, words }) => ({ row: id, keyId, columns: { words } }))
    const opened = await openForActor(tx, ctx, session, TABLE, sealed)
    const names = await findNames(
      tx,
      rows.flatMap(({ writtenBy, changedBy }) => [writtenBy, changedBy])
    )
    await recordView(tx, ctx, { event: 'desk.notes.listed', payload: { team: teamId } })
    return done(
      rows.map((row, n): TeamNote => {
        const one = opened[n]!
        return {
          id: row.id,
          words: one.state === 'open' ? { state: 'open', text: one.texts.words } : one,
          writtenBy: { id: row.writtenBy, name: names.get(row.writtenBy) },
          changedBy: { id: row.changedBy, name: names.get(row.changedBy) },
          writtenAt: Temporal.Instant.fromEpochMilliseconds(row.writtenAt.getTime()),
          changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt.getTime())
        }
      })
    )
  })

interface NewNote {
  readonly id: NoteId
  readonly teamId: TeamId
  readonly words: string
}

/**
 * Writes a note for a team. `id` is made with the form: sent twice, it is one note. Refuses who does not belong to the team (`missing`), a team that
 * has no key yet (`noKey`), and more notes than a page shows (`full`).
 */
export const writeTeamNote = (
  ctx: Ctx,
  session: SignedIn,
  { id, teamId, words }: NewNote
): Promise<Outcome<undefined, 'missing' | 'noKey' | 'full'>> =>
  ctx.write(async (tx) => {
    if (!mayOf(session, 'notes.write', teamId)) return refuse('missing')
    const earlier = await lockNote(tx, id)
    if (earlier) return earlier.teamId === teamId ? done(undefined) : refuse('missing')
    if ((await countNotes(tx, teamId)) >= MOST) return refuse('full')
    const sealed = await sealToTeam(tx, ctx, { teamId, table: TABLE, row: id, texts: { words } }, session)
    if (!sealed) return refuse('noKey')
    const { accountId, actor } = session
    const now = new Date(ctx.clock.now().epochMilliseconds)
    const by = { writtenBy: accountId, writtenAt: now, changedBy: accountId, changedAt: now }
    const { keyId, columns } = sealed
    const note = { id, organisationId: actor.organisationId, teamId, keyId, ...columns, ...by }
    if (!(await insertNote(tx, note))) {
      await destroyRecords(tx, [keyId])
      return (await lockNote(tx, id))?.teamId === teamId ? done(undefined) : refuse('missing')
    }
    await recordEvent(tx, ctx, {
      event: 'desk.note.written',
      record: { kind: 'teamNote', id },
      payload: { team: teamId }
    })
    return done(undefined)
  })

interface ChangedNote {
  readonly id: NoteId
  readonly teamId: TeamId
  readonly words: string
  /** When the note had last changed as it stood in the form: whoever saw another one sees what changed first. */
  readonly seen: Temporal.Instant
}

/** Changes a note. Refuses who does not belong to its team (`missing`), who cannot open it (`closed`), and one that changed meanwhile (`changed`). */
export const changeTeamNote = (
  ctx: Ctx,
  session: SignedIn,
  { id, teamId, words, seen }: ChangedNote
): Promise<Outcome<undefined, 'missing' | 'closed' | 'changed'>> =>
  ctx.write(async (tx) => {
    const note = await lockNote(tx, id)
    if (note?.teamId !== teamId || !mayOf(session, 'notes.write', teamId)) return refuse('missing')
    if (note.changedAt.getTime() !== seen.epochMilliseconds) return refuse('changed')
    const texts = { words }
    const sealed = await sealAgain(tx, ctx, session, { table: TABLE, row: id, keyId: note.keyId, texts })
    if (!sealed) return refuse('closed')
    await replaceWords(tx, id, { ...sealed, ...changeOf(ctx, session, note) })
    await recordEvent(tx, ctx, { event: 'desk.note.changed', record: { kind: 'teamNote', id } })
    return done(undefined)
  })

/** Two changes within one tick of the clock still differ. */
const changeOf = (ctx: Ctx, { accountId }: SignedIn, { changedAt }: NoteRow) => ({
  changedBy: accountId,
  changedAt: new Date(Math.max(ctx.clock.now().epochMilliseconds, changedAt.getTime() + 1))
})

/** Deletes a note and destroys its key. Refuses who does not belong to its team, and one that is not there any more (`missing`). */
export const deleteTeamNote = (
  ctx: Ctx,
  session: SignedIn,
  { id, teamId }: { readonly id: NoteId; readonly teamId: TeamId }
): Promise<Outcome<undefined, 'missing'>> =>
  ctx.write(async (tx) => {
    const note = await lockNote(tx, id)
    if (note?.teamId !== teamId || !mayOf(session, 'notes.write', teamId)) return refuse('missing')
    await deleteNote(tx, id)
    await destroyRecords(tx, [note.keyId])
    await recordEvent(tx, ctx, { event: 'desk.note.deleted', record: { kind: 'teamNote', id } })
    return done(undefined)
  })

/** Forgets notes that nobody changed for a year. */
export const forgetOldNotes = (ctx: Ctx): Promise<void> =>
  ctx.write(async (tx) => {
    const since = midnight(todayIn(ctx.clock).subtract({ years: 1 }))
    await destroyRecords(tx, await deleteNotesBefore(tx, new Date(since.epochMilliseconds)))
  })
