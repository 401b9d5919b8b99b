import type { Ctx } from '#platform/ctx.ts'
import { done, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor, Profile } from '../model.ts'
import { changePerson, type Refused } from './changePerson.ts'
import { writeProfile } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'

/** Changes how the actor is called, and language and look of their workspace. */
export const changeProfile = (
  ctx: Ctx,
  actor: Actor,
  profile: Profile
): Promise<Outcome<undefined, Refused>> =>
  changePerson(ctx, actor, { permission: 'profile.change', id: actor.accountId }, async (tx, { id }) => {
    await writeProfile(tx, id, profile)
    await recordEvent(tx, ctx, { event: 'access.account.changed', record: { kind: 'account', id } })
    return done(undefined)
  })
