import { randomUUID } from 'node:crypto'
import type { SignedIn, TeamId } from '#modules/access/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { NoteId } from '../model.ts'
import { writeTeamNote } from '../server/index.ts'

/** A note that whoever is signed in wrote for their team. `ctx` acts for them. */
export const aTeamNote = async (
  ctx: Ctx,
  session: SignedIn,
  teamId: TeamId,
  words = 'Notiz'
): Promise<NoteId> => {
  const id = randomUUID() as NoteId
  const outcome = await writeTeamNote(ctx, session, { id, teamId, words })
  if (!outcome.done) throw new Error(`No note was written: ${outcome.reason}`)
  return id
}
