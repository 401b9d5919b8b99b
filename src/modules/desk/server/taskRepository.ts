import { sql } from 'kysely'
import type { RecordKeyId, TeamId } from '#modules/access/index.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { TaskId } from '../model.ts'
import type { DeskTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<DeskTables>()

/** What of a task may change. */
export interface TaskChange {
  readonly words: Buffer
  readonly link: Buffer
  readonly assignedTo: AccountId | null
  /** ISO day. */
  readonly dueOn: string | null
  readonly changedAt: Date
}

/** A task as it is kept. A team's has a team and a key, an own one an owner. */
export interface TaskRow extends TaskChange {
  readonly id: TaskId
  readonly organisationId: OrganisationId
  readonly teamId: TeamId | null
  readonly ownerId: AccountId | null
  readonly keyId: RecordKeyId | null
  readonly writtenBy: AccountId
  readonly writtenAt: Date
  readonly doneAt: Date | null
  readonly doneBy: AccountId | null
}

const tasks = (tx: Tx) =>
  tables(tx)
    .selectFrom('desk_task')
    .where('organisation_id', '=', ownOrganisation())
    .select([
      'id',
      'organisation_id as organisationId',
      'team_id as teamId',
      'owner_id as ownerId',
      'key_id as keyId',
      'assigned_to as assignedTo',
      'written_by as writtenBy',
      'written_at as writtenAt',
      'changed_at as changedAt',
      'done_at as doneAt',
      'done_by as doneBy',
      sql<string | null>`due_on::text`.as('dueOn'),
      sql<Buffer>`coalesce(words, own_words)`.as('words'),
      sql<Buffer>`coalesce(link, own_link)`.as('link')
    ])

/** A task; with `lock` it stays as it is until the transaction ends. */
export const selectTask = (tx: Tx, id: TaskId, lock: 'lock' | 'look'): Promise<TaskRow | undefined> => {
  const query = tasks(tx).where('id', '=', id)
  return (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()
}

/** A team, and who works in it today. */
export interface TeamReach {
  readonly id: TeamId
  readonly people: readonly AccountId[]
}

/** Whose tasks are asked for. */
export interface TaskReach {
  readonly accountId: AccountId
  readonly teams: readonly TeamReach[]
  /** Without those that are given to a colleague who is still in the team. */
  readonly mine: boolean
}

const within = ({ accountId, teams, mine }: TaskReach) => {
  const ofTeam = ({ id, people }: TeamReach) => {
    const others = people.filter((each) => each !== accountId)
    return mine
      ? sql<boolean>`(team_id = ${id} AND coalesce(assigned_to <> ALL (${others}::uuid[]), true))`
      : sql<boolean>`team_id = ${id}`
  }
  return sql<boolean>`(${sql.join([sql`owner_id = ${accountId}`, ...teams.map(ofTeam)], sql` OR `)})`
}

interface Window {
  readonly limit: number
  readonly offset?: number
}

/** The open tasks in a reach: what is due first comes first, and what is due on no day last. */
export const selectOpenTasks = (
  tx: Tx,
  reach: TaskReach,
  { limit, offset = 0 }: Window
): Promise<TaskRow[]> =>
  tasks(tx)
    .where('done_at', 'is', null)
    .where(within(reach))
    .orderBy(sql`due_on NULLS LAST`)
    .orderBy('written_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()

/** The tasks in a reach that were done, the last first; those done by somebody, or since a moment, where that is said. */
export const selectDoneTasks = (
  tx: Tx,
  reach: TaskReach,
  { limit, offset = 0, by, since }: Window & { readonly by?: AccountId; readonly since?: Date }
): Promise<TaskRow[]> => {
  let query = tasks(tx).where('done_at', 'is not', null).where(within(reach))
  if (by) query = query.where('done_by', '=', by)
  if (since) query = query.where('done_at', '>=', since)
  return query.orderBy('done_at', 'desc').orderBy('id').limit(limit).offset(offset).execute()
}

/** How many tasks of a reach are open, done, and open and due by a day. */
export const countTasks = async (
  tx: Tx,
  reach: TaskReach,
  dueBy: string
): Promise<{ readonly open: number; readonly done: number; readonly due: number }> =>
  tables(tx)
    .selectFrom('desk_task')
    .select([
      sql<number>`(count(*) FILTER (WHERE done_at IS NULL))::integer`.as('open'),
      sql<number>`count(done_at)::integer`.as('done'),
      sql<number>`(count(*) FILTER (WHERE done_at IS NULL AND due_on <= ${dueBy}::date))::integer`.as('due')
    ])
    .where('organisation_id', '=', ownOrganisation())
    .where(within(reach))
    .executeTakeFirstOrThrow()

const sealedColumns = ({ ownerId, words, link }: Pick<TaskRow, 'ownerId' | 'words' | 'link'>) =>
  ownerId === null ? { words, link } : { own_words: words, own_link: link }

/** Adds a task. Answers whether it was added: an id stands for one. */
export const insertTask = async (tx: Tx, task: TaskRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('desk_task')
    .values({
      id: task.id,
      organisation_id: task.organisationId,
      team_id: task.teamId,
      owner_id: task.ownerId,
      key_id: task.keyId,
      ...sealedColumns(task),
      assigned_to: task.assignedTo,
      due_on: task.dueOn,
      written_by: task.writtenBy,
      written_at: task.writtenAt,
      changed_at: task.changedAt,
      done_at: task.doneAt,
      done_by: task.doneBy
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Puts another text, day or colleague in the place of a task's. */
export const updateTask = (
  tx: Tx,
  { id, ownerId }: Pick<TaskRow, 'id' | 'ownerId'>,
  { words, link, assignedTo, dueOn, changedAt }: TaskChange
) =>
  tables(tx)
    .updateTable('desk_task')
    .set({
      ...sealedColumns({ ownerId, words, link }),
      assigned_to: assignedTo,
      due_on: dueOn,
      changed_at: changedAt
    })
    .where('id', '=', id)
    .execute()

/** Says that a task is done, by whom and when; nothing where it is not after all. */
export const markTask = (
  tx: Tx,
  id: TaskId,
  changedAt: Date,
  done?: { readonly by: AccountId; readonly at: Date }
) =>
  tables(tx)
    .updateTable('desk_task')
    .set({ done_at: done?.at ?? null, done_by: done?.by ?? null, changed_at: changedAt })
    .where('id', '=', id)
    .execute()

/** Deletes a task. */
export const deleteTaskRow = (tx: Tx, id: TaskId) =>
  tables(tx).deleteFrom('desk_task').where('id', '=', id).execute()

/** Deletes tasks that were done before a moment, and open ones that did not change since another; answers the keys that go with them. */
export const deleteTasksBefore = async (
  tx: Tx,
  { done, changed }: { readonly done: Date; readonly changed: Date }
): Promise<RecordKeyId[]> => {
  const rows = await tables(tx)
    .deleteFrom('desk_task')
    .where('organisation_id', '=', ownOrganisation())
    .where((where) =>
      where.or([
        where('done_at', '<', done),
        where.and([where('done_at', 'is', null), where('changed_at', '<', changed)])
      ])
    )
    .returning('key_id as keyId')
    .execute()
  return rows.flatMap(({ keyId }) => keyId ?? [])
}
