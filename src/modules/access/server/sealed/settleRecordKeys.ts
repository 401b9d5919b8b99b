import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId, SignedIn, TeamId } from '../../model.ts'
import { selectNewestKey } from '../teamKeyRepository.ts'
import { openRecordKey } from './openForActor.ts'
import { wrapUnderSecret } from './recordKey.ts'
import {
  countUnsettledKeys,
  lockUnsettledKeys,
  replaceWrapped,
  selectUnsettledTeams,
  type KeptRecordKey
} from './recordKeyRepository.ts'
import { openTeamSecrets, type TeamSecrets } from './teamSecrets.ts'

/** Keys that are wrapped anew in one transaction. */
const BATCH = 1_000

/** What is left to be done for one's teams. */
export interface Unsettled {
  /** Records whose keys are still wrapped under an older secret of their team, or as the portal sealed them. */
  readonly left: number
  /** Records whose keys are not what was wrapped; they stay as they are. */
  readonly damaged: number
}

/**
 * Wraps keys of records under the newest secret of their team, for the teams of whoever is signed in: what was sealed before somebody left, and what
 * the portal sealed. At most about `limit` records, in batches of which each holds by itself; what is left is done by whoever comes next. Several at
 * once share the work.
 */
export const settleRecordKeys = async (ctx: Ctx, session: SignedIn, limit: number): Promise<Unsettled> => {
  const sum = { left: 0, damaged: 0, room: limit }
  if (!session.userKey) return { left: 0, damaged: 0 }
  for (const teamId of await ctx.read((tx) => selectUnsettledTeams(tx, teamsOf(session)))) {
    let after = FIRST
    for (let full = true; full && sum.room > 0;) {
      const batch = await ctx.write((tx) => settleBatch(tx, ctx, session, { teamId, after }))
      sum.damaged += batch.damaged
      sum.room -= batch.taken
      full = batch.taken === BATCH
      after = batch.last ?? after
    }
    sum.left += await ctx.read((tx) => countLeft(tx, ctx, session, teamId))
  }
  return { left: Math.max(0, sum.left - sum.damaged), damaged: sum.damaged }
}

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000' as RecordKeyId

const teamsOf = ({ actor }: SignedIn): TeamId[] => [
  ...new Set(actor.grants.flatMap(({ teamId }) => teamId ?? []))
]

interface Room {
  readonly secrets: TeamSecrets
  readonly teamId: TeamId
  readonly newest: number
  readonly held: readonly number[]
}

/** What can be wrapped anew in a team: nothing where its newest secret is not held. */
const roomOf = async (tx: Tx, ctx: Ctx, session: SignedIn, teamId: TeamId): Promise<Room | undefined> => {
  const secrets = await openTeamSecrets(tx, ctx, session, [teamId])
  const [newest, held] = [(await selectNewestKey(tx, teamId))?.version, secrets.versionsOf(teamId)]
  return newest !== undefined && held.includes(newest) ? { secrets, teamId, newest, held } : undefined
}

const countLeft = async (tx: Tx, ctx: Ctx, session: SignedIn, teamId: TeamId): Promise<number> => {
  const room = await roomOf(tx, ctx, session, teamId)
  return room ? countUnsettledKeys(tx, room) : 0
}

interface Batch {
  readonly taken: number
  readonly damaged: number
  readonly last: RecordKeyId | undefined
}

const settleBatch = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  { teamId, after }: { readonly teamId: TeamId; readonly after: RecordKeyId }
): Promise<Batch> => {
  const room = await roomOf(tx, ctx, session, teamId)
  if (!room) return { taken: 0, damaged: 0, last: undefined }
  const keys = await lockUnsettledKeys(tx, { ...room, after }, BATCH)
  const wrapped = await Promise.all(keys.map((kept) => wrapAnew(ctx, room, kept)))
  const settled = wrapped.filter((each) => each !== undefined)
  if (settled.length > 0) await replaceWrapped(tx, room.newest, settled)
  return { taken: keys.length, damaged: keys.length - settled.length, last: keys.at(-1)?.id }
}

const wrapAnew = async (ctx: Ctx, { secrets, teamId, newest }: Room, kept: KeptRecordKey) => {
  const [key, secret] = [await openRecordKey(ctx, secrets, kept), await secrets.secretOf(teamId, newest)]
  if (!key || key === 'damaged' || !secret) return undefined
  const { id } = kept
  return { id, wrapped: wrapUnderSecret(ctx, { id, teamId, version: newest }, secret, key) }
}
