import type { AccountId, Ctx } from '#platform/ctx.ts'
import { halvesOf, joinHalves, makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn, UserKey, UserKeyWay } from '../model.ts'
import { areProven, publicHalvesOf } from './publicHalves.ts'
import { recordEvent, type AuditEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'
import { replaceUserKey, selectUserKey, updateProof } from './userKeyRepository.ts'
import { openBy, wrapUnder, type Found, type ShownWay } from './userKeys.ts'

/** A key after its owner has shown something, and what the audit has to be told of it: last in the transaction. */
export interface Opened {
  readonly userKey: UserKey | undefined
  readonly events: readonly AuditEvent[]
}

/** The key of a session whose owner has shown nothing that opens it. */
export const unchanged = ({ userKey }: Pick<SignedIn, 'userKey'>): Opened => ({ userKey, events: [] })

/**
 * The key of an account whose owner has just rightly shown these ways, opened by one of them unless it is open already; made
 * here where the account has none, or one that nothing opens any more. Once it is open, ways that were shown and did not open
 * it yet do so from now on. No key where none of them opens it. The audit is told where what is stored was exchanged. Where
 * the server's word on the public halves does not hold (its key was lost, or they were overwritten), it is given anew. The
 * account is locked in the transaction.
 */
export const openByWays = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>,
  shown: readonly ShownWay[]
): Promise<Opened> => {
  if (shown.length === 0) return unchanged({ userKey })
  const kept = await selectUserKey(tx, accountId)
  if (!kept || kept.wraps.length === 0) return makeUserKey(tx, ctx, accountId, shown)
  const tried = shown.map((each) => ({ shown: each, found: openBy(ctx, accountId, kept, each) }))
  const opener = tried.find(({ found }) => typeof found === 'object')
  const key = userKey ?? (opener?.found as UserKey | undefined)
  const fits = key && kept.publicKey.equals(halvesOf(key).publicKey)
  const added = fits ? tried.filter(({ found }) => found === undefined).map((each) => each.shown) : []
  for (const each of added) await wrapUnder(tx, ctx, { ...each, accountId, key: key! })
  const unproven = fits && !areProven(ctx, accountId, kept)
  if (unproven) await updateProof(tx, accountId, publicHalvesOf(ctx, accountId, key))
  return {
    userKey: key,
    events: [
      ...(tried.some(({ shown: { way }, found }) => isSuspicious(way, found))
        ? [aboutKey(accountId, 'access.userKey.suspected')]
        : []),
      ...(unproven ? [aboutKey(accountId, 'access.userKey.provenAnew')] : []),
      ...(opener && !userKey ? openedBy(accountId, opener.shown) : []),
      ...added.flatMap((each) => wayAdded(accountId, each))
    ]
  }
}

/** A passkey’s own word is not proven: where it opens nothing, nothing need have been exchanged. */
const isSuspicious = (way: UserKeyWay, found: Found) =>
  found === 'exchanged' || (found === 'wrong' && way !== 'passkey')

const makeUserKey = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  ways: readonly ShownWay[]
): Promise<Opened> => {
  const userKey = joinHalves(await makeSealingPair()) as Uint8Array as UserKey
  await replaceUserKey(tx, accountId, publicHalvesOf(ctx, accountId, userKey), nowOf(ctx))
  for (const each of ways) await wrapUnder(tx, ctx, { ...each, accountId, key: userKey })
  const others = ways.filter(({ way }) => way !== 'password')
  return {
    userKey,
    events: [
      aboutKey(accountId, 'access.userKey.made'),
      ...others.flatMap((each) => wayAdded(accountId, each))
    ]
  }
}

type KeyEvent = 'access.userKey.made' | 'access.userKey.suspected' | 'access.userKey.provenAnew'

const aboutKey = (id: AccountId, event: KeyEvent): AuditEvent => ({
  event,
  record: { kind: 'account', id },
  actor: id
})

/** A sign-in by password says so itself, and so does a sheet. */
const openedBy = (id: AccountId, { way }: ShownWay): AuditEvent[] =>
  way === 'passphrase' || way === 'passkey'
    ? [{ event: 'access.userKey.opened', record: { kind: 'account', id }, payload: { way }, actor: id }]
    : []

/** What the audit is told of a way that opens a key from now on; of a sheet it is told by who makes it. */
export const wayAdded = (id: AccountId, { way, factorId: factor }: ShownWay): AuditEvent[] =>
  way === 'recoverySheet'
    ? []
    : [
        {
          event: 'access.userKey.wayAdded',
          record: { kind: 'account', id },
          payload: { way, factor },
          actor: id
        }
      ]

/** Tells the audit what came of opening a key. The last step of its transaction. */
export const recordOpened = async (tx: Tx, ctx: Ctx, { events }: Pick<Opened, 'events'>): Promise<void> => {
  for (const event of events) await recordEvent(tx, ctx, event)
}
