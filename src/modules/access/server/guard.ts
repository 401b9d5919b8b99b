import { error, isRedirect, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Ctx } from '#platform/ctx.ts'
import { draftIn, formPathOf } from '../draftRules.ts'
import type { Actor, Role } from '../model.ts'
import type { Opening } from '../openings.ts'
import { mayDo, needsStepUp, rolesThatMay, type Permission } from '../policy.ts'
import { isFreshlyConfirmed } from '../signInRules.ts'
import { forgetDraft } from './drafts.ts'
import { keepTyped } from './keepTyped.ts'
import { listAdministrators } from './listPeople.ts'
import { recordView } from './recordEvent.ts'

/** What a guarded handler may rely on: who asks, and the database with the eyes of signed-in work. */
export interface Guarded {
  readonly actor: Actor
  readonly ctx: Ctx
}

/** What the page says to someone who may not: which roles may, and whom to ask. */
export interface Refusal {
  readonly permission: Permission
  readonly roles: readonly Role[]
  /** Names of those who give roles. */
  readonly ask: readonly string[]
}

/**
 * A handler that only those reach who may. Not signed in: 303 to the sign-in, which leads back. Without a role that
 * may: 403 with a `Refusal`, of which the audit tells. With a permission that wants password and second factor fresh, and they are older than
 * ten minutes: 303 to their confirmation, which leads back. What was typed is kept meanwhile, see `keepTyped`.
 */
export const guard =
  <Event extends RequestEvent, Output>(
    permission: Permission,
    handler: (event: Event, guarded: Guarded) => Output | Promise<Output>
  ): ((event: Event) => Promise<Output>) =>
  async (event) => {
    const { actor, work: ctx } = event.locals
    if (!actor || !ctx) return leadTo('/sign-in', event, permission)
    if (!mayDo(actor, permission)) await refuseAccess(ctx, actor, permission)
    if (needsStepUp(permission) && !isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()))
      return leadTo('/confirm', event, permission)
    return settled(event, { actor, ctx }, () => handler(event, { actor, ctx }))
  }

/** Leads to a page that leads back; a form that was sent is kept. */
const leadTo = async (way: string, event: RequestEvent, permission: Permission): Promise<never> => {
  await keepTyped(event, permission)
  redirect(303, `${way}?back=${encodeURIComponent(pathOf(event.url))}`)
}

/** The answer of a handler. The draft that a form was sent from goes with it: what was typed is done, or shown again on its page. */
const settled = async <Output>(
  { request, url }: RequestEvent,
  { actor, ctx }: Guarded,
  answer: () => Output | Promise<Output>
): Promise<Output> => {
  const draft = request.method === 'POST' ? draftIn(url) : undefined
  if (!draft) return answer()
  try {
    const output = await answer()
    await forgetDraft(ctx, actor.accountId, draft)
    return output
  } catch (thrown) {
    if (isRedirect(thrown)) await forgetDraft(ctx, actor.accountId, draft)
    throw thrown
  }
}

/** A handler before the sign-in, which names what stands in for a permission there. */
export const open =
  <Event extends RequestEvent, Output>(
    _opening: Opening,
    handler: (event: Event) => Output | Promise<Output>
  ): ((event: Event) => Promise<Output>) =>
  async (event) =>
    handler(event)

const refuseAccess = async (ctx: Ctx, actor: Actor, permission: Permission): Promise<never> => {
  await ctx.write((tx) =>
    recordView(tx, ctx, { event: 'access.permission.refused', payload: { permission } })
  )
  const refusal: Refusal = {
    permission,
    roles: rolesThatMay(permission),
    ask: await listAdministrators(ctx, actor)
  }
  error(403, 'forbidden', { refusal })
}

/** Where a page is found again; the name of an action that was posted is not part of it. */
const pathOf = (url: URL) => (url.search.startsWith('?/') ? url.pathname : formPathOf(url))
