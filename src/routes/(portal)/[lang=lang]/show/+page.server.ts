import { findSpokenLanguage, spokenWith } from '#i18n/spokenLanguages.ts'
import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

/** The page knows nobody: a browser may keep it for a day and show it without a network. */
const KEPT = 'private, max-age=86400'

export const load: PageServerLoad = async ({ url, locals, parent, setHeaders }) => {
  await parent()
  const { organisation, contact } = getSite(locals)
  setHeaders({ 'cache-control': KEPT })
  return {
    spoken: findSpokenLanguage(url.searchParams.get('speak')) ?? spokenWith(locals.locale),
    address: `${url.origin}/de/centres`,
    organisation: organisation.name,
    phone: contact.phone
  }
}
