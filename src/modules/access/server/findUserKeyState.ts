import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn, UserKeyState, UserKeyWay } from '../model.ts'
import { selectAccount } from './accountQueries.ts'
import { selectUserKey } from './userKeyRepository.ts'

const ORDER: readonly UserKeyWay[] = ['password', 'passphrase', 'passkey', 'recoverySheet']

/** How it stands with the key of who is signed in. */
export const findUserKeyState = async (
  ctx: Ctx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>
): Promise<UserKeyState> =>
  ctx.read(async (tx) => {
    const { wraps = [] } = (await selectUserKey(tx, accountId)) ?? {}
    const account = await selectAccount(tx, accountId)
    const ways = wraps.toSorted((one, other) => ORDER.indexOf(one.way) - ORDER.indexOf(other.way))
    return {
      state: userKey ? 'open' : ways.length > 0 ? 'locked' : 'none',
      ways: ways.map(({ way, label, madeAt, testedAt }) => ({
        way,
        label,
        madeAt: instantOf(madeAt),
        testedAt: testedAt && instantOf(testedAt)
      })),
      secret: account?.password ? 'password' : 'passphrase'
    }
  })

const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
