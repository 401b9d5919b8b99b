import { redirect } from '@sveltejs/kit'
import { nothingSchema } from '#modules/access/index.ts'
import { CLEAR_SITE_DATA, clearSessionCookie, endSession, open } from '#modules/access/server/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('signOut', ({ locals }) => {
  if (locals.actor) redirect(303, '/work')
}) satisfies PageServerLoad

export const actions = {
  default: open('signOut', async (event) => {
    const { locals, cookies, url, setHeaders } = event
    await readForm(event, nothingSchema)
    if (locals.signedIn) await endSession(locals.auth!, locals.signedIn, locals.signedIn.sessionId)
    clearSessionCookie(cookies, url)
    setHeaders({ 'clear-site-data': CLEAR_SITE_DATA })
    redirect(303, '/sign-out')
  })
} satisfies Actions
