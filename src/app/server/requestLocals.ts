import { error, type RequestEvent } from '@sveltejs/kit'
import { findInstallation, findSession, readSessionCookie } from '#modules/access/server/index.ts'
import type { Installation } from '#modules/access/index.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { localeOf } from './plainPage.ts'
import type { Running } from './running.ts'
import { isWorkPage } from './workPages.ts'

/** What every request starts with: the language, a ctx with the portal's eyes, and whose installation this is. */
export const requestLocals = async (running: Running, event: RequestEvent): Promise<App.Locals> => {
  const locale = localeOf(event.url.pathname, event.request.headers.get('accept-language') ?? undefined)
  const installation = await knownInstallation(running)
  const site = running.site && { ...running.site.facts, folder: running.site.folder }
  const ctx = createCtx(running, 'app_portal', installation?.id)
  return { locale, installation, site, ctx, ...(await sessionLocals(running, event, installation)) }
}

/** Only pages behind the sign-in and around it know sessions: the portal looks for none. */
const sessionLocals = async (
  running: Running,
  event: RequestEvent,
  installation: Installation | undefined
) => {
  if (!isWorkPage(event)) return {}
  const auth = createCtx(running, 'app_auth', installation?.id)
  const { signOn } = running
  const token = readSessionCookie(event.cookies, event.url)
  const signedIn = token === undefined ? undefined : await findSession(auth, token)
  if (!signedIn) return { auth, signOn }
  const { stage, actor } = signedIn
  // The address is compared, and never taken from: who signs where is the operator's word.
  const passkeys = running.passkeys?.origin === event.url.origin ? { passkeys: running.passkeys } : {}
  if (stage !== 'full') return { auth, signOn, signedIn, ...passkeys }
  return {
    auth,
    signOn,
    signedIn,
    ...passkeys,
    actor,
    work: createCtx(running, 'app_work', installation?.id, actor),
    system: {
      process: running.process,
      jobs: createCtx(running, 'app_jobs', installation?.id),
      freeBytes: running.freeBytes
    }
  }
}

let known: { readonly running: Running; readonly installation: Installation } | undefined

/** An association's name and kind do not change while the process runs; before set-up every request looks again. */
const knownInstallation = async (running: Running) => {
  if (known?.running === running) return known.installation
  if (!running.isReady()) error(503, 'starting')
  const installation = await findInstallation(createCtx(running, 'app_portal', undefined))
  if (installation) known = { running, installation }
  return installation
}
