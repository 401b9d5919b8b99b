import { QUICK_EXIT } from '#modules/publishing/index.ts'
import type { RequestHandler } from './$types'

/**
 * The quick exit. `Clear-Site-Data` asks the browser to drop its copies of our pages, those kept for the back button
 * included; the neutral page is not told where the reader comes from.
 */
export const GET: RequestHandler = ({ locals }) =>
  new Response(null, {
    status: 303,
    headers: {
      location: (locals.site?.quickExit ?? QUICK_EXIT).url,
      'cache-control': 'no-store',
      'clear-site-data': '"cache"'
    }
  })
