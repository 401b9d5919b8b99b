import type { SignedIn } from '#modules/access/index.ts'
import {
  findNames,
  openForActor,
  openOwn,
  type Opened,
  type TeamColleagues
} from '#modules/access/server/index.ts'
import { instantOf } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Task, TaskId } from '../model.ts'
import type { TaskRow } from './taskRepository.ts'

/** The table, to which words are bound when they are sealed. */
export const TASK_TABLE = 'desk_task'

type Columns = 'words' | 'link'

/** Tasks as whoever is signed in reads them, in the order of the rows. Who may see them is asked before. */
export const readTasks = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  rows: readonly TaskRow[],
  teams: readonly Pick<TeamColleagues, 'team'>[]
): Promise<Task[]> => {
  const opened = await openTasks(tx, ctx, session, rows)
  const people = rows.flatMap(({ writtenBy, assignedTo, doneBy }) => [writtenBy, assignedTo, doneBy])
  const names = await findNames(
    tx,
    people.filter((id) => id !== null)
  )
  const person = (id: AccountId) => ({ id, name: names.get(id) })
  return rows.map((row): Task => {
    const words = opened.get(row.id)!
    return {
      id: row.id,
      words: words.state === 'open' ? { state: 'open', text: words.texts } : words,
      team: teams.find(({ team }) => team.id === row.teamId)?.team,
      assignedTo: row.assignedTo === null ? undefined : person(row.assignedTo),
      dueOn: row.dueOn === null ? undefined : Temporal.PlainDate.from(row.dueOn),
      writtenBy: person(row.writtenBy),
      changedAt: instantOf(row.changedAt),
      done: row.doneAt && row.doneBy ? { by: person(row.doneBy), at: instantOf(row.doneAt) } : undefined
    }
  })
}

const openTasks = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  rows: readonly TaskRow[]
): Promise<ReadonlyMap<TaskId, Opened<Columns>>> => {
  const columnsOf = ({ words, link }: TaskRow) => ({ words, link })
  const ofTeams = rows.flatMap((row) =>
    row.keyId === null ? [] : [{ row: row.id, keyId: row.keyId, columns: columnsOf(row) }]
  )
  const opened = await openForActor(tx, ctx, session, TASK_TABLE, ofTeams)
  const own = rows.filter(({ ownerId }) => ownerId !== null)
  return new Map([
    ...ofTeams.map(({ row }, n) => [row, opened[n]!] as const),
    ...own.map((row) => {
      const columns = { own_words: row.words, own_link: row.link }
      const one = openOwn(ctx, session, { table: TASK_TABLE, row: row.id }, columns)
      return [row.id, one.state === 'open' ? named(one.texts) : one] as const
    })
  ])
}

const named = ({ own_words: words, own_link: link }: Readonly<Record<'own_words' | 'own_link', string>>) => ({
  state: 'open' as const,
  texts: { words, link }
})
