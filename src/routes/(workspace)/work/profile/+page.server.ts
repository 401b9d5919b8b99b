import { redirect } from '@sveltejs/kit'
import {
  isFreshlyConfirmed,
  nothingSchema,
  profileSchema,
  sessionSchema,
  sheetStateOf
} from '#modules/access/index.ts'
import {
  changeProfile,
  endOtherSessions,
  endSession,
  findUserKeyState,
  guard,
  listSecondFactors,
  listSessions
} from '#modules/access/server/index.ts'
import type { SessionId } from '#platform/ctx.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('profile.view', async ({ locals }, { actor, ctx }) => {
  const { auth, signedIn } = locals
  const { factors, codesLeft } = await listSecondFactors(auth!, signedIn!)
  const sheet = sheetStateOf(await findUserKeyState(auth!, signedIn!))
  const { name, email, language, theme, textSize, keyboard } = actor
  return {
    own: { name, email, language, theme, textSize, keyboard: keyboard ? 'on' : 'off' },
    factors: factors.length,
    codesLeft,
    sheet,
    fresh: isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()),
    sessions: await listSessions(auth!, signedIn!)
  }
}) satisfies PageServerLoad

export const actions = {
  save: guard('profile.change', async (event, { actor, ctx }) => {
    const read = await readForm(event, profileSchema)
    if (!read.ok) return failForm(read)
    await changeProfile(ctx, actor, read.value)
    leaveFlash(event, 'saved')
    redirect(303, '/work/profile')
  }),
  end: guard('sessions.end', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, sessionSchema)
    if (!read.ok) return failForm(read)
    await endSession(auth!, signedIn!, read.value.id as SessionId)
    leaveFlash(event, 'sessionEnded')
    redirect(303, '/work/profile')
  }),
  endOthers: guard('sessions.end', async (event) => {
    const { auth, signedIn } = event.locals
    await readForm(event, nothingSchema)
    await endOtherSessions(auth!, signedIn!)
    leaveFlash(event, 'sessionsEnded')
    redirect(303, '/work/profile')
  })
} satisfies Actions
