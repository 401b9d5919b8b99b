import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId, SignedIn, TeamId } from '../../model.ts'
import { selectSealingKey } from '../teamKeyRepository.ts'
import { isSignedTeamKey, type SignedTeamKey } from '../teamKeySignature.ts'
import { nowOf } from '../times.ts'
import { makeRecordKey, wrapToTeam, wrapUnderSecret, type RecordKey } from './recordKey.ts'
import { insertRecordKey } from './recordKeyRepository.ts'
import { sealTexts, type SealedColumns, type Texts } from './sealedValue.ts'
import { openTeamSecrets } from './teamSecrets.ts'

/** A new record for a team: in which table and row its sealed columns stand, and what they say. */
export interface Confided<Column extends string> {
  readonly teamId: TeamId
  readonly table: string
  /** The row's id, made by the caller. */
  readonly row: string
  readonly texts: Texts<Column>
}

/** What a row keeps of it: the id of its key, and the sealed columns. */
export interface Sealed<Column extends string> {
  readonly keyId: RecordKeyId
  readonly columns: SealedColumns<Column>
}

/**
 * Seals texts to a team under a key of their own, for the portal too: whoever seals without holding the team's secret cannot
 * open them again. `session` spares a member's reader a millisecond. Nothing where the team has no key yet, or one whose signature does not hold:
 * then nothing may be kept. The row is written in the same transaction.
 */
export const sealToTeam = async <Column extends string>(
  tx: Tx,
  ctx: Ctx,
  { teamId, table, row, texts }: Confided<Column>,
  session?: SignedIn
): Promise<Sealed<Column> | undefined> => {
  const to = await findSealingKey(tx, ctx, teamId)
  if (!to) return undefined
  const [keyId, key] = [randomUUID() as RecordKeyId, makeRecordKey()]
  const columns = sealTexts(ctx, { table, row, keyId }, key, texts)
  const wrapping = { id: keyId, teamId, version: to.version }
  const wrapped = await wrap(tx, ctx, { ...wrapping, publicKey: to.publicKey, key }, session)
  await insertRecordKey(tx, { ...wrapping, wrapped }, { now: nowOf(ctx) })
  return { keyId, columns }
}

/** The public half to which a team's records are sealed; nothing where there is none, or no member's signature holds: the log is told. */
export const findSealingKey = async (
  tx: Tx,
  ctx: Ctx,
  teamId: TeamId
): Promise<SignedTeamKey | undefined> => {
  const found = await selectSealingKey(tx, teamId)
  if (!found || isSignedTeamKey(ctx, found)) return found
  ctx.log.error('access.teamKey.unsigned', { team: teamId, version: found.version })
  return undefined
}

interface Wrapping {
  readonly id: RecordKeyId
  readonly teamId: TeamId
  readonly version: number
  readonly publicKey: Buffer
  readonly key: RecordKey
}

const wrap = async (
  tx: Tx,
  ctx: Ctx,
  { publicKey, key, ...wrapping }: Wrapping,
  session: SignedIn | undefined
): Promise<Buffer> => {
  const { teamId, version } = wrapping
  const secrets = session && (await openTeamSecrets(tx, ctx, session, [teamId]))
  const secret = await secrets?.secretOf(teamId, version)
  return secret ? wrapUnderSecret(ctx, wrapping, secret, key) : wrapToTeam(ctx, wrapping, publicKey, key)
}
