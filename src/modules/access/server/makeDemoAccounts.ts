import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { selectAccount } from './accountQueries.ts'
import { insertAccount } from './accountRepository.ts'
import { DEMO_COLLEAGUES, DEMO_PASSWORD, DEMO_TEAM, type DemoColleague } from './demoAccounts.ts'
import { giveFirstRoles } from './giveFirstRoles.ts'
import { selectInstallation } from './installationQueries.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import { confirmTotp, insertTotp } from './secondFactorRepository.ts'
import { insertTeam } from './teamRepository.ts'
import { nowOf } from './times.ts'
import { sealTotpSecret } from './totpSecrets.ts'

/** As many passwords are computed at once; whoever signs in meanwhile waits for one at most. */
const LANES = 2

/**
 * Makes the accounts of the demonstration that are not there, one a role, each with its second factor; answers how many
 * it made. They sign in like everyone. Does nothing where the installation is no demonstration. Safe to repeat and to
 * cut off. `ctx` runs as the owner, for the demonstration's organisation.
 */
export const makeDemoAccounts = async (ctx: Ctx): Promise<number> => {
  const { organisationId } = ctx
  const installation = await ctx.read(selectInstallation)
  if (!organisationId || !installation?.demo || installation.id !== organisationId) return 0
  const missing = await ctx.read(async (tx) => {
    const there = await Promise.all(DEMO_COLLEAGUES.map(({ id }) => selectAccount(tx, id)))
    return DEMO_COLLEAGUES.filter((_, n) => !there[n])
  })
  let made = 0
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (const colleague of missing.filter((_one, n) => n % LANES === lane)) {
      if (await make(ctx, organisationId, installation.name, colleague)) made += 1
    }
  })
  await Promise.all(lanes)
  return made
}

const make = async (
  ctx: Ctx,
  organisationId: OrganisationId,
  organisation: string,
  colleague: DemoColleague
) => {
  const chosen = await choosePassword(DEMO_PASSWORD, [colleague.email, colleague.name, organisation])
  if (!chosen.done) throw new Error(`The password of the demonstration was refused: ${chosen.reason}`)
  return ctx.write(async (tx) => {
    const { id, name: displayName, email } = colleague
    const account = { id, email, displayName, language: 'de', password: chosen.value } as const
    if (!(await insertAccount(tx, account, nowOf(ctx)))) return false
    await equip(tx, ctx, organisationId, colleague)
    return true
  })
}

const equip = async (tx: Tx, ctx: Ctx, organisationId: OrganisationId, colleague: DemoColleague) => {
  const { id, factorId, role, teamId, secret } = colleague
  const now = nowOf(ctx)
  const sealed = sealTotpSecret(ctx, factorId, secret)
  await insertTotp(tx, { id: factorId, accountId: id, sealed, now })
  await confirmTotp(tx, { id: factorId, label: 'App', step: 0, now })
  if (teamId) await insertTeam(tx, { ...DEMO_TEAM, organisationId, at: now })
  await giveFirstRoles(tx, ctx, id, { organisationId, roles: [{ role, teamId }] })
}
