import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import { foldEmail } from '../signInRules.ts'
import { selectAccountByEmail, type KnownAccount } from './accountQueries.ts'
import { countPasswordResets, insertPasswordReset } from './entryRepository.ts'
import { selectInstallation } from './installationQueries.ts'
import { passwordResetMail } from './passwordMails.ts'
import { recordEvent } from './recordEvent.ts'
import { HOUR, later, nowOf } from './times.ts'
import { makeToken } from './tokens.ts'

/** Hours for which the address in the mail is good. */
const GOOD_FOR = 1
/** Mails to one account in that time. */
const MOST = 3
/** Every answer takes a whole multiple of this many milliseconds, whether a mail goes out or not. */
const STEP = 250

/**
 * Sends a one-time address for a new password, below `origin`, to the person who signs in with `email`; at most three an
 * hour. Answers the same, in the same time, where there is no such person. What is set anew is the password alone:
 * the second factor is asked for as before.
 */
export const requestPasswordReset = async (
  ctx: Ctx,
  { email, origin }: { readonly email: string; readonly origin: string }
): Promise<void> => {
  const started = performance.now()
  await ctx.write(async (tx) => {
    const account = await selectAccountByEmail(tx, foldEmail(email))
    if (account?.state === 'active' && account.password) await send(tx, ctx, account, origin)
  })
  await setTimeout(STEP - ((performance.now() - started) % STEP))
}

const send = async (tx: Tx, ctx: Ctx, { id, email, language }: KnownAccount, origin: string) => {
  const now = nowOf(ctx)
  if ((await countPasswordResets(tx, id, later(now, -GOOD_FOR * HOUR))) >= MOST) return
  const { token, hash } = makeToken()
  const entry = randomUUID()
  await insertPasswordReset(tx, id, {
    id: entry,
    tokenHash: hash,
    now,
    expiresAt: later(now, GOOD_FOR * HOUR)
  })
  const link = new URL(`/password/${token}`, origin).href
  const organisation = (await selectInstallation(tx))?.name ?? ''
  await sendMail(tx, ctx, { id: entry, to: email, ...passwordResetMail(language, { organisation, link }) })
  await recordEvent(tx, ctx, { event: 'access.password.requested', record: { kind: 'account', id } })
}
