import { error, type RequestHandler } from '@sveltejs/kit'
import { openVideo } from '#modules/publishing/server/public.ts'

/** A video in sign language that the site file names, whole or the part of it that a player asks for. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  if (!locals.site) error(503, 'facts are missing')
  const video = await openVideo(locals.site, params['file'] ?? '', request.headers.get('range'))
  if (!video) error(404, 'no such video')
  if ('unsatisfiable' in video)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${video.unsatisfiable}` } })
  const { type, from, to, total, part } = video
  const headers = {
    'content-type': type,
    'content-length': String(to - from + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=3600',
    ...(part ? { 'content-range': `bytes ${from}-${to}/${total}` } : {})
  }
  if (request.method === 'HEAD') {
    await video.close()
    return new Response(null, { headers })
  }
  return new Response(video.body(), { status: part ? 206 : 200, headers })
}
