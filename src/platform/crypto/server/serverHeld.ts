import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { placeOf } from './placeOf.ts'
import type { ServerPurpose } from './serverKey.ts'
import { deleteHeld, deleteOverdue, insertHeld, selectHeld } from './serverHeldRepository.ts'

/** What the server has to open while nobody is signed in, such as an address for a reminder. */
export interface Held {
  /** A new UUID, which whoever needs the value keeps. */
  readonly id: string
  readonly purpose: ServerPurpose
  readonly plain: Uint8Array
  /** Its hour: afterwards nothing opens it, and within ten minutes it is destroyed. */
  readonly until: Temporal.Instant
}

const placeOfHeld = (ctx: Ctx, id: string, until: Temporal.Instant) =>
  placeOf(ctx, 'platform_server_held.sealed', id, until.epochMilliseconds)

/** Puts a value under the server's key, for the portal too. Throws for an hour that has passed. */
export const holdForServer = (tx: Tx, ctx: Ctx, { id, purpose, plain, until }: Held): Promise<void> => {
  if (Temporal.Instant.compare(until, ctx.clock.now()) <= 0) throw new Error('Its hour has passed')
  const sealed = ctx.serverKey.seal(purpose, placeOfHeld(ctx, id, until), plain)
  return insertHeld(tx, { id, purpose, sealed, destroyAt: new Date(until.epochMilliseconds) })
}

/**
 * The value again. Nothing where there is none, its hour has come, it is kept for another purpose, or what is stored is not what was put there, the hour
 * included: then the log is told.
 */
export const openHeld = async (
  tx: Tx,
  ctx: Ctx,
  { id, purpose }: Pick<Held, 'id' | 'purpose'>
): Promise<Buffer | undefined> => {
  const row = await selectHeld(tx, id, new Date(ctx.clock.now().epochMilliseconds))
  if (row?.purpose !== purpose) return undefined
  const until = Temporal.Instant.fromEpochMilliseconds(row.destroyAt.getTime())
  try {
    return ctx.serverKey.open(purpose, placeOfHeld(ctx, id, until), row.sealed)
  } catch {
    ctx.log.error('platform.held.damaged', { id, purpose })
    return undefined
  }
}

/** Destroys values before their hour. */
export const destroyHeld = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await deleteHeld(tx, ids)
}

/** Destroys the values whose hour has come; answers how many. */
export const destroyOverdue = (ctx: Ctx): Promise<number> =>
  ctx.write((tx) => deleteOverdue(tx, new Date(ctx.clock.now().epochMilliseconds)))
