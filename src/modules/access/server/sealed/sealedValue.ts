import { placeOf } from '#platform/crypto/server/placeOf.ts'
import { openUnder, sealUnder } from '#platform/crypto/server/aead.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { RecordKeyId } from '../../model.ts'
import type { RecordKey } from './recordKey.ts'

/** A row with sealed columns, and the key they are sealed under. What is sealed for one row opens in no other. */
export interface SealedPlace {
  readonly table: string
  /** The row's id. */
  readonly row: string
  /** Of the record's key, or of the account whose own key it is. */
  readonly keyId: RecordKeyId | AccountId
}

/** Texts by the names of their columns. */
export type Texts<Column extends string> = Readonly<Record<Column, string>>
/** The same columns as they are kept. */
export type SealedColumns<Column extends string> = Readonly<Record<Column, Buffer>>

const columnPlace = (ctx: Ctx, { table, row, keyId }: SealedPlace, column: string) =>
  placeOf(ctx, `${table}.${column}`, row, keyId)

/** Bytes by which sealed texts differ in length: nobody tells yes from no by it. */
const STEP = 64
const END = 0x80

/** Texts as they are kept, each bound to organisation, table, row, column and key. */
export const sealTexts = <Column extends string>(
  ctx: Ctx,
  place: SealedPlace,
  key: RecordKey,
  texts: Texts<Column>
): SealedColumns<Column> => {
  const sealed = Object.entries<string>(texts).map(([column, text]) => [
    column,
    sealUnder(key, columnPlace(ctx, place, column), padded(text))
  ])
  return Object.fromEntries(sealed) as SealedColumns<Column>
}

/** The texts again. Throws where a single bit was changed, and for what was sealed for another place. */
export const openTexts = <Column extends string>(
  ctx: Ctx,
  place: SealedPlace,
  key: RecordKey,
  sealed: SealedColumns<Column>
): Texts<Column> => {
  const texts = Object.entries<Buffer>(sealed).map(([column, value]) => [
    column,
    unpadded(openUnder(key, columnPlace(ctx, place, column), value))
  ])
  return Object.fromEntries(texts) as Texts<Column>
}

const padded = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  const whole = Buffer.alloc(Math.ceil((bytes.length + 1) / STEP) * STEP)
  bytes.copy(whole)
  whole[bytes.length] = END
  return whole
}

const unpadded = (whole: Buffer): string => whole.toString('utf8', 0, whole.lastIndexOf(END))
