import type { RequestEvent } from '@sveltejs/kit'

/** The installation can do its work: the database answers, an association is set up, and the portal is open. */
export const GET = async ({ locals }: RequestEvent) => {
  const ready = await databaseAnswers(locals)
  return new Response(ready ? 'ready\n' : 'not ready\n', {
    status: ready ? 200 : 503,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }
  })
}

const databaseAnswers = async ({ ctx, installation, site }: App.Locals) => {
  if (!installation || !site) return false
  try {
    await ctx.read(async () => undefined)
    return true
  } catch {
    return false
  }
}
