import type { Actor } from '#modules/access/index.ts'
import { listPeople } from '#modules/access/server/index.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'

/** Every colleague whom the actor may see, by name. */
export const listColleagues = async (
  ctx: Ctx,
  actor: Actor
): Promise<readonly { readonly id: AccountId; readonly name: string }[]> => {
  const colleagues: { readonly id: AccountId; readonly name: string }[] = []
  for (let page = 1; ; page++) {
    const { people, all } = await listPeople(ctx, actor, { page })
    colleagues.push(...people.map(({ id, name }) => ({ id, name })))
    if (people.length === 0 || colleagues.length >= all) return colleagues
  }
}
