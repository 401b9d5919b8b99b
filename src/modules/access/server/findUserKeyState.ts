import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn, UserKeyState } from '../model.ts'
import { selectUserKey } from './userKeyRepository.ts'

/** How it stands with the key of who is signed in. */
export const findUserKeyState = async (
  ctx: Ctx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>
): Promise<UserKeyState> => {
  const kept = await ctx.read((tx) => selectUserKey(tx, accountId))
  const sheet = kept?.wraps.find(({ way }) => way === 'recoverySheet')
  return {
    state: userKey ? 'open' : kept && kept.wraps.length > 0 ? 'locked' : 'none',
    sheet: sheet && { madeAt: instantOf(sheet.madeAt), testedAt: sheet.testedAt && instantOf(sheet.testedAt) }
  }
}

const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
