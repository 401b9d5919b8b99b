import type { RequestHandler } from './$types'

/** The start page in the language that the browser asks for. */
export const GET: RequestHandler = ({ locals }) =>
  new Response(null, { status: 302, headers: { location: `/${locals.locale}`, vary: 'Accept-Language' } })
