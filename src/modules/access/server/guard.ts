import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Ctx } from '#platform/ctx.ts'
import type { Actor, Role } from '../model.ts'
import type { Opening } from '../openings.ts'
import { mayDo, needsStepUp, rolesThatMay, type Permission } from '../policy.ts'
import { isFreshlyConfirmed } from '../signInRules.ts'
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
 * ten minutes: 303 to their confirmation, which leads back.
 */
export const guard =
  <Event extends RequestEvent, Output>(
    permission: Permission,
    handler: (event: Event, guarded: Guarded) => Output | Promise<Output>
  ): ((event: Event) => Promise<Output>) =>
  async (event) => {
    const { actor, work: ctx } = event.locals
    if (!actor || !ctx) redirect(303, `/sign-in?back=${encodeURIComponent(pathOf(event.url))}`)
    if (!mayDo(actor, permission)) await refuseAccess(ctx, actor, permission)
    if (needsStepUp(permission) && !isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()))
      redirect(303, `/confirm?back=${encodeURIComponent(pathOf(event.url))}`)
    return handler(event, { actor, ctx })
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
const pathOf = ({ pathname, search }: URL) => pathname + (search.startsWith('?/') ? '' : search)
