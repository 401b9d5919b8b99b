import { redirect } from '@sveltejs/kit'
import { FEWEST_HOLDERS, mayDo, recoveryHoldersSchema, recoverySchema } from '#modules/access/index.ts'
import {
  completeRecovery,
  guard,
  listRecovery,
  nameRecoveryHolders,
  releaseHalf
} from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

const PAGE = '/work/recovery'

export const load = guard('recovery.view', async (_event, { actor, ctx }) => ({
  ...(await listRecovery(ctx, { actor })),
  fewest: FEWEST_HOLDERS,
  mayName: mayDo(actor, 'recovery.name')
})) satisfies PageServerLoad

export const actions = {
  name: guard('recovery.name', async (event, { actor, ctx }) => {
    const read = await readForm(event, recoveryHoldersSchema)
    if (!read.ok) return failForm({ ...read, form: 'name' })
    const { holder1, holder2, holder3, holder4 } = read.value
    const named = [holder1, holder2, holder3, holder4].filter((each) => each !== undefined)
    const outcome = await nameRecoveryHolders(ctx, actor, named)
    if (!outcome.done && (outcome.reason === 'number' || outcome.reason === 'keyless')) {
      const errors =
        outcome.reason === 'number'
          ? { holder2: 'recovery_holder_number' }
          : { holder1: 'recovery_holder_keyless' }
      const typed = Object.fromEntries(named.map((id, n) => [`holder${n + 1}`, id]))
      return failForm({ form: 'name', errors, typed })
    }
    leaveFlash(event, outcome.done ? 'recoveryNamed' : 'changed')
    redirect(303, PAGE)
  }),
  release: guard('recovery.release', async (event, { ctx }) => {
    const read = await readForm(event, recoverySchema)
    if (!read.ok) return failForm({ ...read, form: 'release' })
    const outcome = await releaseHalf(ctx, event.locals.signedIn!, read.value)
    const why = !outcome.done && outcome.reason === 'locked' ? 'keyLocked' : 'changed'
    leaveFlash(event, outcome.done ? 'recoveryReleased' : why)
    redirect(303, PAGE)
  }),
  complete: guard('recovery.release', async (event, { ctx }) => {
    const read = await readForm(event, recoverySchema)
    if (!read.ok) return failForm({ ...read, form: 'complete' })
    const outcome = await completeRecovery(ctx, event.locals.signedIn!, read.value)
    const why = !outcome.done && outcome.reason === 'locked' ? 'keyLocked' : 'changed'
    leaveFlash(event, outcome.done ? 'recoveryCompleted' : why)
    redirect(303, PAGE)
  })
} satisfies Actions
