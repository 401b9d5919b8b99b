import { Readable } from 'node:stream'
import { exportAuditEvents, guard } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { filterIn } from '../filterIn.ts'
import type { RequestHandler } from './$types'

export const GET = guard('audit.export', async ({ url }, { actor, ctx }) => {
  const lines = await exportAuditEvents(ctx, actor, filterIn(url).filter)
  const name = `anlaufstelle-audit-${todayIn(ctx.clock).toString()}.csv`
  return new Response(Readable.toWeb(Readable.from(encoded(lines))) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store'
    }
  })
}) satisfies RequestHandler

async function* encoded(lines: AsyncIterable<string>) {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(line)
}
