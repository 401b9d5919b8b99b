import { randomBytes } from 'node:crypto'
import { placeOf } from '#platform/crypto/server/placeOf.ts'
import { KEY_LENGTH, openUnder, sealUnder } from '#platform/crypto/server/aead.ts'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import { halvesOf, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { RecordKeyId, TeamId } from '../../model.ts'
import type { TeamSecret } from '../teamSecret.ts'
import { SETTLED, type KeptRecordKey } from './recordKeyRepository.ts'

/** Opens the sealed columns of one record; 32 bytes. */
export type RecordKey = Uint8Array & { readonly __brand: 'RecordKey' }

/** A new key, made by chance. */
export const makeRecordKey = (): RecordKey => randomBytes(KEY_LENGTH) as Uint8Array as RecordKey

/** To which version of a team's key a record's key is wrapped. */
interface Wrapping {
  readonly id: RecordKeyId
  readonly teamId: TeamId
  readonly version: number
}

const placeOfWrap = (ctx: Ctx, { id, teamId, version }: Wrapping) =>
  placeOf(ctx, 'access_record_key.wrapped', id, teamId, version)

/** A record's key under the team's secret: who holds that opens it in a hundredth of a millisecond. */
export const wrapUnderSecret = (ctx: Ctx, wrapping: Wrapping, secret: TeamSecret, key: RecordKey): Buffer =>
  sealUnder(wrappingKeyOf(secret), placeOfWrap(ctx, wrapping), key)

/** A record's key sealed to the team's public half: by whoever does not hold its secret, in a millisecond. */
export const wrapToTeam = (
  ctx: Ctx,
  wrapping: Wrapping,
  publicKey: Buffer,
  key: RecordKey
): Promise<Buffer> => sealTo(publicKey, placeOfWrap(ctx, wrapping), key)

/** A record's key, opened by its team's secret. Throws where a single bit was changed, and for another team, version or record. */
export const unwrap = async (ctx: Ctx, kept: KeptRecordKey, secret: TeamSecret): Promise<RecordKey> => {
  const place = placeOfWrap(ctx, kept)
  const key =
    kept.wrapped.length === SETTLED
      ? openUnder(wrappingKeyOf(secret), place, kept.wrapped)
      : await openWith(halvesOf(secret), place, kept.wrapped)
  return key as Uint8Array as RecordKey
}

const wrappingKeyOf = (secret: TeamSecret) => deriveKey(halvesOf(secret).privateKey, 'wrap record keys')
