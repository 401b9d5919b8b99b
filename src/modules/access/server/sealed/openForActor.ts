import { faultFields } from '#platform/log/server/log.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId, SignedIn } from '../../model.ts'
import { unwrap, type RecordKey } from './recordKey.ts'
import { selectRecordKeys, type KeptRecordKey } from './recordKeyRepository.ts'
import { openTexts, sealTexts, type SealedColumns, type Texts } from './sealedValue.ts'
import { openTeamSecrets, type TeamSecrets } from './teamSecrets.ts'

/** A row with sealed columns, as it is kept. */
export interface SealedRow<Column extends string> {
  readonly row: string
  readonly keyId: RecordKeyId
  readonly columns: SealedColumns<Column>
}

/**
 * What came of opening a row. `closed`: not for whoever is signed in (not their team, no access to its key yet, their own key locked) or
 * destroyed. `damaged`: what is stored is not what was sealed; the log is told.
 */
export type Opened<Column extends string> =
  | { readonly state: 'open'; readonly texts: Texts<Column> }
  | { readonly state: 'closed' }
  | { readonly state: 'damaged' }

/** Opens rows of one table for whoever is signed in, in the order in which they come. Who may see them is asked before. */
export const openForActor = async <Column extends string>(
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  table: string,
  rows: readonly SealedRow<Column>[]
): Promise<Opened<Column>[]> => {
  const keys = await openRecordKeys(
    tx,
    ctx,
    session,
    rows.map(({ keyId }) => keyId)
  )
  return rows.map(({ row, keyId, columns }) => {
    const key = keys.get(keyId)
    if (key === undefined) return { state: 'closed' }
    if (key === 'damaged') return { state: 'damaged' }
    try {
      return { state: 'open', texts: openTexts(ctx, { table, row, keyId }, key, columns) }
    } catch (fault) {
      ctx.log.error('access.record.damaged', { table, key: keyId, ...faultFields(fault) })
      return { state: 'damaged' }
    }
  })
}

/** Other texts for a row that whoever is signed in can open, under the key it has; nothing where they cannot. */
export const sealAgain = async <Column extends string>(
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  { table, row, keyId, texts }: { table: string; row: string; keyId: RecordKeyId; texts: Texts<Column> }
): Promise<SealedColumns<Column> | undefined> => {
  const key = (await openRecordKeys(tx, ctx, session, [keyId])).get(keyId)
  if (key === undefined || key === 'damaged') return undefined
  return sealTexts(ctx, { table, row, keyId }, key, texts)
}

/** The keys of records that whoever is signed in can open; the others are left out. */
const openRecordKeys = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  ids: readonly RecordKeyId[]
): Promise<ReadonlyMap<RecordKeyId, RecordKey | 'damaged'>> => {
  const kept = await selectRecordKeys(tx, [...new Set(ids)])
  const secrets = await openTeamSecrets(tx, ctx, session, [...new Set(kept.map(({ teamId }) => teamId))])
  const opened = new Map<RecordKeyId, RecordKey | 'damaged'>()
  for (const each of kept) {
    const key = await openRecordKey(ctx, secrets, each)
    if (key) opened.set(each.id, key)
  }
  return opened
}

/** A record's key by the secrets of a session; nothing where they do not open it, `damaged` where it is not what was wrapped. */
export const openRecordKey = async (
  ctx: Ctx,
  secrets: TeamSecrets,
  kept: KeptRecordKey
): Promise<RecordKey | 'damaged' | undefined> => {
  const secret = await secrets.secretOf(kept.teamId, kept.version)
  if (!secret) return undefined
  try {
    return await unwrap(ctx, kept, secret)
  } catch (fault) {
    ctx.log.error('access.recordKey.damaged', { key: kept.id, ...faultFields(fault) })
    return 'damaged'
  }
}
