import { randomUUID } from 'node:crypto'
import { error, fail, redirect } from '@sveltejs/kit'
import {
  invitationsSchema,
  ROLES,
  type Actor,
  type FileFault,
  type InvitationLine
} from '#modules/access/index.ts'
import { guard, inviteMany, previewInvitations } from '#modules/access/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('people.invite', () => ({
  once: randomUUID(),
  roles: ROLES
})) satisfies PageServerLoad

/** Most bytes of a form: every letter of the longest table may take nine of them. */
const LIMITS = { bytes: 384 * 1024, textFile: 'file' }

interface Shown {
  readonly errors: Readonly<Record<string, string>>
  /** The table, to be changed. */
  readonly text?: string
  /** Something changed since the table was looked at. */
  readonly changed?: boolean
  readonly once?: string
  readonly lines?: readonly InvitationLine[]
}

/** The page again, with what to mend. */
const failed = (shown: Shown) => fail(400, shown)

/** The field that a fault of the table is shown at. */
const tableFault = (reason: FileFault) => ({ text: `many_refused_${reason}` })

/** What would come of a table, line by line. */
const preview = async (
  ctx: Ctx,
  actor: Actor,
  { text, ...more }: { readonly text: string; readonly once: string; readonly changed?: boolean }
) => {
  const outcome = await previewInvitations(ctx, actor, { text })
  if (outcome.done) return { errors: {}, ...more, text, lines: outcome.value } satisfies Shown
  if (outcome.reason === 'forbidden' || outcome.reason === 'missing' || outcome.reason === 'oneself')
    return error(403, 'forbidden')
  return failed({ errors: tableFault(outcome.reason), text })
}

export const actions = {
  check: guard('people.invite', async (event, { actor, ctx }) => {
    const read = await readForm(event, invitationsSchema, LIMITS)
    if (!read.ok) return failed({ errors: read.errors, text: read.typed['text'] ?? '' })
    const { once, text = '', file = '' } = read.value
    const [hasText, hasFile] = [text.trim() !== '', file !== '']
    if (!hasText && !hasFile) return failed({ errors: { file: 'many_missing' }, text })
    if (hasText && hasFile) return failed({ errors: { text: 'many_both' }, text })
    return preview(ctx, actor, { once, text: hasFile ? file : text })
  }),
  send: guard('people.invite', async (event, { actor, ctx }) => {
    const read = await readForm(event, invitationsSchema, LIMITS)
    if (!read.ok) return failed({ errors: read.errors, text: read.typed['text'] ?? '' })
    const { once, text = '' } = read.value
    const outcome = await inviteMany(ctx, actor, { once, text }, event.url.origin)
    if (!outcome.done) return preview(ctx, actor, { once, text, changed: true })
    leaveFlash(event, 'invitedMany')
    redirect(303, '/work/people')
  })
} satisfies Actions
