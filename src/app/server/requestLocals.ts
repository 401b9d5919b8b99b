import { error, type RequestEvent } from '@sveltejs/kit'
import { findInstallation } from '#modules/access/server/index.ts'
import type { Installation } from '#modules/access/index.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { localeOf } from './plainPage.ts'
import type { Running } from './running.ts'

/** What every request starts with: the language, a ctx with the portal's eyes, and whose installation this is. */
export const requestLocals = async (running: Running, event: RequestEvent): Promise<App.Locals> => {
  const locale = localeOf(event.url.pathname, event.request.headers.get('accept-language') ?? undefined)
  const installation = await knownInstallation(running)
  const site = running.site && { ...running.site.facts, folder: running.site.folder }
  return { locale, installation, site, ctx: createCtx(running, 'app_portal', installation?.id) }
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
