import { isHttpError, type RequestEvent } from '@sveltejs/kit'
import type { Ctx } from '#platform/ctx.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readTyped, type Typed } from '#platform/forms/server/readForm.ts'
import { draftIn, formPathOf, hasWords, mayBeKept } from '../draftRules.ts'
import type { SignedIn } from '../model.ts'
import type { Permission } from '../policy.ts'
import { csrfTokenOf } from './csrfTokenOf.ts'
import { keepDraft } from './drafts.ts'
import { findEndedSession } from './findEndedSession.ts'
import { readSessionCookie } from './sessionCookie.ts'

/**
 * Keeps what was sent to an action that nobody is let to now: the session has ended, or has to be confirmed. It is kept as a draft of
 * whoever typed it, where the form has the token of their session, and the next page says so, or that it is lost. Nothing is said of a
 * button alone, and of what is never kept.
 */
export const keepTyped = async (event: RequestEvent, permission: Permission): Promise<void> => {
  const { auth } = event.locals
  const isSent = event.request.method === 'POST' && !event.isDataRequest
  if (!isSent || !auth || !mayBeKept(permission)) return
  const whose = await findWriter(auth, event)
  const typed = whose && (await readTypedBy(auth, whose, event))
  if (typed && !hasWords(typed.fields) && typed.uploads.length === 0) return
  const content = typed && { path: formPathOf(event.url), ...typed }
  const kept = content && (await keepDraft(auth, whose.accountId, content, draftIn(event.url)))
  leaveFlash(event, kept ? 'draftKept' : 'draftLost')
}

type Writer = Pick<SignedIn, 'sessionId' | 'accountId'>

/** Whose session it is, or was. */
const findWriter = async (auth: Ctx, { locals, cookies, url }: RequestEvent): Promise<Writer | undefined> => {
  if (locals.actor) return locals.actor
  const token = readSessionCookie(cookies, url)
  return token === undefined ? undefined : findEndedSession(auth, token)
}

/** What a form of theirs says; nothing where it is not theirs, or no form that is read here. */
const readTypedBy = async (
  auth: Ctx,
  whose: Writer,
  { request }: RequestEvent
): Promise<Typed | undefined> => {
  try {
    return await readTyped({ request, locals: { formToken: csrfTokenOf(auth, whose) } })
  } catch (fault) {
    if (isHttpError(fault)) return undefined
    throw fault
  }
}
