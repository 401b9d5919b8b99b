import { createHmac, randomUUID } from 'node:crypto'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId, SignedIn, TeamId } from '../../model.ts'
import { lockTeamKeys } from '../teamKeyRepository.ts'
import type { TeamSecret } from '../teamSecret.ts'
import { nowOf } from '../times.ts'
import { openRecordKey } from './openForActor.ts'
import { makeRecordKey, wrapUnderSecret, type RecordKey } from './recordKey.ts'
import { insertRecordKey, selectNamesKey } from './recordKeyRepository.ts'
import { findSealingKey } from './sealToTeam.ts'
import { openTeamSecrets, type TeamSecrets } from './teamSecrets.ts'

/** Makes of a word what stands for it in a team's index: 16 bytes, the same for the same word of the same kind, and in no other team. */
export type NameIndex = (kind: string, word: string) => Buffer

const INDEX_BYTES = 16

/**
 * The index of names of a team, for a member who holds its newest key; its key is made when it is first asked for, so `tx` may write. Nothing for
 * everybody else: the portal cannot index.
 */
export const indexNames = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  teamId: TeamId
): Promise<NameIndex | undefined> => {
  const secrets = await openTeamSecrets(tx, ctx, session, [teamId])
  const version = (await findSealingKey(tx, ctx, teamId))?.version
  const secret = version === undefined ? undefined : await secrets.secretOf(teamId, version)
  if (version === undefined || !secret) return undefined
  const key =
    (await findNamesKey(tx, ctx, secrets, teamId)) ??
    (await makeNamesKey(tx, ctx, secrets, { teamId, version, secret }))
  return indexOf(key)
}

interface Room {
  readonly teamId: TeamId
  readonly version: number
  readonly secret: TeamSecret
}

/** Made once, however many ask for it at the same time. */
const makeNamesKey = async (
  tx: Tx,
  ctx: Ctx,
  secrets: TeamSecrets,
  { teamId, version, secret }: Room
): Promise<RecordKey> => {
  await lockTeamKeys(tx, [{ id: teamId }])
  const madeMeanwhile = await findNamesKey(tx, ctx, secrets, teamId)
  if (madeMeanwhile) return madeMeanwhile
  const [wrapping, key] = [{ id: randomUUID() as RecordKeyId, teamId, version }, makeRecordKey()]
  const wrapped = wrapUnderSecret(ctx, wrapping, secret, key)
  await insertRecordKey(tx, { ...wrapping, wrapped }, { now: nowOf(ctx), purpose: 'names' })
  return key
}

/** The key of a team's index, where it can be opened: where it was lost with everybody who held it, another one begins. */
const findNamesKey = async (
  tx: Tx,
  ctx: Ctx,
  secrets: TeamSecrets,
  teamId: TeamId
): Promise<RecordKey | undefined> => {
  const kept = await selectNamesKey(tx, teamId)
  const key = kept && (await openRecordKey(ctx, secrets, kept))
  return key === 'damaged' ? undefined : key
}

const indexOf =
  (key: RecordKey): NameIndex =>
  (kind, word) =>
    createHmac('sha256', deriveKey(key, `index ${kind}`))
      .update(word)
      .digest()
      .subarray(0, INDEX_BYTES)
