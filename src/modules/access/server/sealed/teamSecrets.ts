import { faultFields } from '#platform/log/server/log.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn, TeamId } from '../../model.ts'
import { openTeamKey, type TeamSecret } from '../teamSecret.ts'
import { selectHeldBy } from './recordKeyRepository.ts'

/** What a session opens of its owner's teams. */
export interface TeamSecrets {
  /** The secret of a version; nothing where its owner does not hold it, or does not belong to the team today. */
  secretOf(teamId: TeamId, version: number): Promise<TeamSecret | undefined>
  /** The versions of a team that are held, the newest last; none where the owner does not belong to it today. */
  versionsOf(teamId: TeamId): readonly number[]
}

type Holder = Pick<SignedIn, 'accountId' | 'actor' | 'userKey'>

/** What whoever is signed in opens of these teams; each version is opened when it is first asked for. */
export const openTeamSecrets = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, actor, userKey }: Holder,
  teams: readonly TeamId[]
): Promise<TeamSecrets> => {
  const own = teams.filter((id) => actor.grants.some(({ teamId }) => teamId === id))
  const held = userKey && own.length > 0 ? await selectHeldBy(tx, accountId, own) : []
  const opened = new Map<string, Promise<TeamSecret | undefined>>()
  const open = (teamId: TeamId, version: number) => {
    const wrap = held.find((each) => each.teamId === teamId && each.version === version)
    if (!wrap || !userKey) return Promise.resolve(undefined)
    return openTeamKey(ctx, { teamId, accountId, userKey }, wrap).catch((fault: unknown) => {
      ctx.log.error('access.teamKey.damaged', { team: teamId, ...faultFields(fault) })
      return undefined
    })
  }
  return {
    secretOf(teamId, version) {
      const name = `${teamId} ${version}`
      const known = opened.get(name) ?? open(teamId, version)
      opened.set(name, known)
      return known
    },
    versionsOf: (teamId) => held.filter((each) => each.teamId === teamId).map(({ version }) => version)
  }
}
