import type { Ctx } from '#platform/ctx.ts'
import type { Role } from '../model.ts'
import { selectUnchangedDemoAccounts } from './accountQueries.ts'
import { DEMO_COLLEAGUES, DEMO_PASSWORD } from './demoAccounts.ts'
import { selectInstallation } from './installationQueries.ts'
import { totpCode, writeTotpSecret } from './totp.ts'

/** An account of a demonstration with all that signs it in, to be shown on its sign-in page. */
export interface DemoAccount {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly password: string
  /** Base32, for an authenticator app. */
  readonly secret: string
  /** What such an app shows now. */
  readonly code: string
}

/** The accounts of a demonstration that are as they were made; nobody where the installation is none. */
export const listDemoAccounts = (ctx: Ctx): Promise<DemoAccount[]> =>
  ctx.read(async (tx) => {
    if (!(await selectInstallation(tx))?.demo) return []
    const factors = DEMO_COLLEAGUES.map(({ factorId }) => factorId)
    const unchanged = new Set(await selectUnchangedDemoAccounts(tx, factors))
    return DEMO_COLLEAGUES.filter(({ id }) => unchanged.has(id)).map(({ name, email, role, secret }) => ({
      name,
      email,
      role,
      password: DEMO_PASSWORD,
      secret: writeTotpSecret(secret),
      code: totpCode(secret, ctx.clock.now())
    }))
  })
