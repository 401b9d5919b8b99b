import type { Ctx } from '#platform/ctx.ts'
import type { Language, Role } from '../model.ts'
import { selectInstallation } from './installationQueries.ts'
import { selectOpenInvitation } from './openInvitationRepository.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** An invitation as the invited person sees it. */
export interface FoundInvitation {
  readonly organisation: string
  readonly email: string
  readonly displayName: string
  readonly language: Language
  readonly role: Role
}

/** The invitation of a one-time address, while that is good. */
export const findInvitation = async (ctx: Ctx, token: string): Promise<FoundInvitation | undefined> => {
  const hash = hashOfToken(token)
  if (!hash) return undefined
  return ctx.read(async (tx) => {
    const row = await selectOpenInvitation(tx, hash, nowOf(ctx))
    if (!row) return undefined
    const organisation = (await selectInstallation(tx))?.name ?? ''
    const { email, display_name: displayName, language, role } = row
    return { organisation, email, displayName, language, role }
  })
}
