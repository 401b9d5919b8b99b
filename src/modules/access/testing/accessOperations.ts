import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import type { Actor } from '../model.ts'
import type { Permission } from '../policy.ts'
import {
  closeTeam,
  createTeam,
  disableAccount,
  endAbsence,
  enableAccount,
  endRole,
  eraseAccount,
  exportAccount,
  exportAuditEvents,
  getPerson,
  grantRole,
  inviteColleague,
  letGo,
  listAdministrators,
  listAuditEvents,
  listHandover,
  listInvitations,
  listPeople,
  listTeams,
  listWhoLookedAt,
  nameStandIn,
  noteAbsence,
  renameTeam,
  resendInvitation,
  resetSecondFactors,
  withdrawInvitation
} from '../server/index.ts'
import type { Target } from './accessWorld.ts'

const ORIGIN = 'https://verein.example'
const AWAY = { from: '2026-09-15', until: '2026-09-30' }
const id = (): never => randomUUID() as never

/** Something that is done to a record. */
export interface Operation {
  readonly permission: Permission
  /** Wants a closed account. */
  readonly closed?: true
  run(ctx: Ctx, actor: Actor, target: Target): Promise<{ readonly done: boolean }>
}

/** Every use case of people and teams that is handed the id of a record. */
export const OPERATIONS = {
  getPerson: {
    permission: 'people.view',
    run: (ctx, actor, { accountId }) => getPerson(ctx, actor, accountId)
  },
  grantRole: {
    permission: 'roles.grant',
    run: (ctx, actor, { accountId }) =>
      grantRole(ctx, actor, { id: id(), accountId, role: 'editor', validFrom: '2026-09-15' })
  },
  endRole: {
    permission: 'roles.end',
    run: (ctx, actor, { accountId, grantId }) => endRole(ctx, actor, { accountId, grantId })
  },
  disableAccount: {
    permission: 'people.disable',
    run: (ctx, actor, { accountId }) => disableAccount(ctx, actor, accountId)
  },
  letGo: {
    permission: 'people.disable',
    run: (ctx, actor, { accountId }) => letGo(ctx, actor, accountId)
  },
  listHandover: {
    permission: 'people.disable',
    run: (ctx, actor, { accountId }) => listHandover(ctx, actor, accountId)
  },
  noteAbsence: {
    permission: 'people.noteAbsence',
    run: (ctx, actor, { accountId }) => noteAbsence(ctx, actor, { accountId, ...AWAY })
  },
  endAbsence: {
    permission: 'people.noteAbsence',
    run: async (ctx, actor, { accountId }) => {
      await noteAbsence(ctx, actor, { accountId, ...AWAY })
      return endAbsence(ctx, actor, accountId)
    }
  },
  enableAccount: {
    permission: 'people.enable',
    closed: true,
    run: (ctx, actor, { accountId }) => enableAccount(ctx, actor, accountId)
  },
  resetSecondFactors: {
    permission: 'people.resetFactors',
    run: (ctx, actor, { accountId }) => resetSecondFactors(ctx, actor, { id: accountId, mailId: id() })
  },
  exportAccount: {
    permission: 'people.export',
    run: (ctx, actor, { accountId }) => exportAccount(ctx, actor, accountId)
  },
  eraseAccount: {
    permission: 'people.erase',
    closed: true,
    run: (ctx, actor, { accountId }) => eraseAccount(ctx, actor, accountId)
  },
  renameTeam: {
    permission: 'teams.rename',
    run: (ctx, actor, { teamId, teamName }) =>
      renameTeam(ctx, actor, { id: teamId, name: `Team ${randomUUID()}`, seen: teamName })
  },
  closeTeam: {
    permission: 'teams.close',
    run: (ctx, actor, { teamId }) => closeTeam(ctx, actor, teamId)
  },
  withdrawInvitation: {
    permission: 'people.invite',
    run: (ctx, actor, { invitationId }) => withdrawInvitation(ctx, actor, invitationId)
  },
  resendInvitation: {
    permission: 'people.invite',
    run: (ctx, actor, { invitationId }) =>
      resendInvitation(ctx, actor, { id: invitationId, as: id() }, ORIGIN)
  }
} as const satisfies Record<string, Operation>
export type OperationName = keyof typeof OPERATIONS

/** Use cases that make something new, or name a record beside the one they change: those of others do not exist for them. */
export const MAKING = {
  createTeam: {
    permission: 'teams.create',
    run: (ctx, actor) => createTeam(ctx, actor, { id: id(), name: `Team ${randomUUID()}` })
  },
  inviteColleague: {
    permission: 'people.invite',
    run: (ctx, actor) => invite(ctx, actor, {})
  }
} as const satisfies Record<
  string,
  Omit<Operation, 'run'> & { run(ctx: Ctx, actor: Actor): Promise<{ done: boolean }> }
>

const invite = (ctx: Ctx, actor: Actor, more: object) => {
  const person = {
    email: `${randomUUID()}@example.org`,
    name: 'Neu',
    language: 'de',
    role: 'editor'
  } as const
  return inviteColleague(ctx, actor, { ...person, id: id(), ...more }, ORIGIN)
}

/** What an administrator is answered who names a record of `target` beside the one they change. */
export const NAMING: Readonly<
  Record<string, (ctx: Ctx, actor: Actor, own: Target, target: Target) => Promise<unknown>>
> = {
  'a role in their team': (ctx, actor, own, { teamId }) =>
    grantRole(ctx, actor, {
      id: id(),
      accountId: own.accountId,
      role: 'counsellor',
      teamId,
      validFrom: '2026-09-15'
    }),
  'a deputy of their colleague': (ctx, actor, own, target) =>
    grantRole(ctx, actor, {
      id: id(),
      accountId: own.accountId,
      role: 'translator',
      deputyFor: target.accountId,
      validFrom: '2026-09-15',
      validUntil: '2026-10-01'
    }),
  'who stands in': async (ctx, actor, own, { accountId: standIn }) => {
    await noteAbsence(ctx, actor, { accountId: own.accountId, ...AWAY })
    return nameStandIn(ctx, actor, { accountId: own.accountId, standIn })
  },
  'the end of their role': (ctx, actor, own, { grantId }) =>
    endRole(ctx, actor, { accountId: own.accountId, grantId }),
  'an invitation to their team': (ctx, actor, _own, { teamId }) =>
    invite(ctx, actor, { role: 'counsellor', teamId })
}

/** Everything that shows more than one record, and what is one's own. Refusals are answered as text. */
export const showings = async (ctx: Ctx, actor: Actor): Promise<string> => {
  const shown = [listPeople, listTeams, listInvitations, listAdministrators, listWhoLookedAt, audit, exported]
  const answers: string[] = []
  for (const show of shown) answers.push(JSON.stringify(await show(ctx, actor)))
  return answers.join('\n')
}

const audit = (ctx: Ctx, actor: Actor) => orRefused(async () => listAuditEvents(ctx, actor, {}))

const exported = (ctx: Ctx, actor: Actor) =>
  orRefused(async () => {
    const pieces: string[] = []
    for await (const piece of await exportAuditEvents(ctx, actor, {})) pieces.push(piece)
    return pieces.join('')
  })

/** What the routes of the audit never reach without the permission is a fault there. */
const orRefused = (show: () => Promise<unknown>) => show().catch((fault: unknown) => String(fault))
