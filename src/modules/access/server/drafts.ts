import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { placeOf } from '#platform/crypto/server/placeOf.ts'
import { halvesOf, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { withoutSecrets } from '#platform/forms/server/secretFields.ts'
import { isId } from '#platform/isId.ts'
import { MOST_DRAFTS } from '../draftRules.ts'
import type { Draft, DraftContent, SignedIn } from '../model.ts'
import {
  deleteDraft,
  deleteOldestDrafts,
  insertDraft,
  lockDrafts,
  selectDraft,
  selectDrafts
} from './draftRepository.ts'
import { areProven, type PublicHalves } from './publicHalves.ts'
import { recordEvent } from './recordEvent.ts'
import { DAY, later, nowOf } from './times.ts'
import { selectPublicHalves } from './userKeyRepository.ts'

/** Milliseconds for which a draft is kept, and for which a session that has ended still says whose form it was. */
export const DRAFT_KEPT = DAY

/** The length of a draft shows in steps of so many bytes. */
const STEP = 2048

interface Place {
  readonly id: string
  readonly accountId: AccountId
}

const placeOfDraft = (ctx: Ctx, { id, accountId }: Place) =>
  placeOf(ctx, 'access_draft.sealed', id, accountId)

/** Whoever seals to a public key may have sealed anything. */
const contentSchema = z.object({
  path: z.string(),
  fields: z.record(z.string(), z.string()),
  uploads: z.array(z.string())
})

/**
 * Keeps what somebody typed, sealed to their own key, in the place of the draft `from` which it was sent. Fields that hold a secret are
 * left out. Answers whether it is kept: nothing is for who has no key, or none that anything opens; nor where the key is not the one that was
 * made for them, of which the audit is told.
 */
export const keepDraft = (
  ctx: Ctx,
  accountId: AccountId,
  { path, fields, uploads }: DraftContent,
  from?: string
): Promise<boolean> =>
  ctx.write(async (tx) => {
    const halves = await selectPublicHalves(tx, accountId)
    if (!halves) return false
    const record = { kind: 'account', id: accountId } as const
    if (!areProven(ctx, accountId, halves)) {
      await recordEvent(tx, ctx, { event: 'access.userKey.suspected', record, actor: accountId })
      return false
    }
    const [id, now] = [randomUUID(), nowOf(ctx)]
    const content = { path, fields: withoutSecrets(fields), uploads }
    const sealed = await sealDraft(ctx, { id, accountId }, halves, content)
    await lockDrafts(tx, accountId)
    if (from) await deleteDraft(tx, accountId, from)
    await insertDraft(tx, { id, accountId, sealed, now })
    await deleteOldestDrafts(tx, accountId, MOST_DRAFTS)
    await recordEvent(tx, ctx, { event: 'access.draft.kept', record, actor: accountId })
    return true
  })

/** What somebody typed, for their own key alone, filled up to whole steps. */
export const sealDraft = (
  ctx: Ctx,
  place: Place,
  { publicKey }: Pick<PublicHalves, 'publicKey'>,
  content: DraftContent
): Promise<Buffer> => sealTo(publicKey, placeOfDraft(ctx, place), filledUp(content))

const filledUp = (content: DraftContent): Buffer => {
  const text = Buffer.from(JSON.stringify(content))
  return Buffer.concat([text, Buffer.alloc(STEP - (text.length % STEP), ' ')])
}

/** What waits for who is signed in, the oldest first; never what is older than a day. */
export const listDrafts = async (
  ctx: Ctx,
  { accountId }: Pick<SignedIn, 'accountId'>
): Promise<readonly Draft[]> => {
  const rows = await ctx.read((tx) => selectDrafts(tx, accountId, yesterday(ctx)))
  return rows.map(({ id, madeAt }) => ({ id, madeAt: instantOf(madeAt) }))
}

/** A draft as its owner sees it; without `content` where it was not sealed for this place, or not by this program. */
export interface OpenedDraft extends Draft {
  readonly content: DraftContent | undefined
}

/**
 * Opens a draft in its owner's session. Refuses one that is not there, not theirs or older than a day (`missing`), and while their key
 * is `locked`.
 */
export const openDraft = async (
  ctx: Ctx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>,
  id: string
): Promise<Outcome<OpenedDraft, 'missing' | 'locked'>> => {
  if (!isId(id)) return refuse('missing')
  const row = await ctx.read((tx) => selectDraft(tx, accountId, id, yesterday(ctx)))
  if (!row) return refuse('missing')
  if (!userKey) return refuse('locked')
  const plain = await openWith(halvesOf(userKey), placeOfDraft(ctx, { id, accountId }), row.sealed).catch(
    () => undefined
  )
  return done({ id, madeAt: instantOf(row.madeAt), content: plain && contentOf(plain) })
}

const contentOf = (plain: Buffer): DraftContent | undefined => {
  try {
    return contentSchema.parse(JSON.parse(plain.toString()))
  } catch {
    return undefined
  }
}

/** Throws a draft away, opened or not. Refuses one that is not there or not theirs. */
export const discardDraft = async (
  ctx: Ctx,
  { accountId }: Pick<SignedIn, 'accountId'>,
  id: string
): Promise<Outcome<undefined, 'missing'>> => {
  if (!isId(id)) return refuse('missing')
  return ctx.write(async (tx) => {
    if (!(await deleteDraft(tx, accountId, id))) return refuse('missing')
    await recordEvent(tx, ctx, {
      event: 'access.draft.discarded',
      record: { kind: 'account', id: accountId }
    })
    return done(undefined)
  })
}

/** Forgets the draft that a form was sent from: its action has answered, and what it did stands in the audit. */
export const forgetDraft = (ctx: Ctx, accountId: AccountId, id: string): Promise<unknown> =>
  ctx.write((tx) => deleteDraft(tx, accountId, id))

const yesterday = (ctx: Ctx) => later(nowOf(ctx), -DRAFT_KEPT)
const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
