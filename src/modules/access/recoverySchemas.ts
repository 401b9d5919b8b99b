import { z } from 'zod'
import type { AccountId } from '#platform/ctx.ts'
import type { TeamId } from './model.ts'

/** How many recovery holders an organisation has: two act together, and a third stands in. */
export const [FEWEST_HOLDERS, MOST_HOLDERS] = [2, 4] as const

const id = <Id extends string>(missing: string) =>
  z.uuid(missing).transform((text) => text.toLowerCase() as Id)
const colleague = id<AccountId>('recovery_holder_missing')
const orNobody = z.union([z.literal('').transform(() => undefined), colleague]).optional()

/** The form that names recovery holders. */
export const recoveryHoldersSchema = z.object({
  holder1: colleague,
  holder2: colleague,
  holder3: orNobody,
  holder4: orNobody
})

/** The forms by which two recovery holders give a colleague access to a team. */
export const recoverySchema = z.object({
  accountId: id<AccountId>('people_form_old'),
  teamId: id<TeamId>('people_form_old')
})
