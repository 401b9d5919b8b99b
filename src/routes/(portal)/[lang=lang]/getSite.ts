import { error } from '@sveltejs/kit'

/** What the site file says. Answers 503 while facts are missing: then nothing is public. */
export const getSite = ({ site }: App.Locals): NonNullable<App.Locals['site']> =>
  site ?? error(503, 'facts are missing')
