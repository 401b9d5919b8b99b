import { error } from '@sveltejs/kit'
import type { Actor } from '#modules/access/index.ts'
import { exportAccount } from '#modules/access/server/index.ts'
import { exportNotesOf, exportTasksOf } from '#modules/desk/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'

/** Everything that is stored of a person, as a file that says when it was made. Missing and forbidden records look the same. */
export const dataFile = async (ctx: Ctx, actor: Actor, id: AccountId): Promise<Response> => {
  const outcome = await exportAccount(ctx, actor, id)
  if (!outcome.done) return error(404, 'no such person')
  const content = {
    exportedAt: ctx.clock.now().toString(),
    ...outcome.value,
    teamNotes: await exportNotesOf(ctx, id),
    tasks: await exportTasksOf(ctx, id)
  }
  return new Response(`${JSON.stringify(content, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="anlaufstelle-data-${todayIn(ctx.clock).toString()}.json"`,
      'cache-control': 'no-store'
    }
  })
}
