import { Secret } from 'otpauth'
import type { AccountId } from '#platform/ctx.ts'
import demonstration from '../../../../data/demo/accounts.json' with { type: 'json' }
import type { Role, TeamId } from '../model.ts'

/** A colleague of the demonstration, with everything that signs them in. */
export interface DemoColleague {
  readonly id: AccountId
  readonly factorId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly teamId: TeamId | undefined
  readonly secret: Uint8Array
}

export const DEMO_PASSWORD = demonstration.password
export const DEMO_TEAM = { id: demonstration.team.id as TeamId, name: demonstration.team.name }

/** One colleague a role. */
export const DEMO_COLLEAGUES: readonly DemoColleague[] = demonstration.accounts.map(
  ({ id, role, inTeam, totpSecret, ...colleague }) => ({
    ...colleague,
    id: id as AccountId,
    role: role as Role,
    teamId: inTeam ? DEMO_TEAM.id : undefined,
    secret: Secret.fromBase32(totpSecret).bytes
  })
)
