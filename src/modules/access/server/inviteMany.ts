import { createHash } from 'node:crypto'
import { instantOf } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import { foldWords, readInvitationFile, type FileReading } from '../invitationFile.ts'
import {
  ROLES,
  type Actor,
  type FileFault,
  type InvitationId,
  type InvitationLine,
  type LineFault,
  type TeamId
} from '../model.ts'
import { mayDo } from '../policy.ts'
import { momentOf, refusalFor, type Refused } from './changePerson.ts'
import { lockInvitation, selectOpenInvitations } from './invitationRepository.ts'
import {
  invitationFault,
  keepInvitation,
  tellOfInvitation,
  type InvitationFault,
  type InvitationWish
} from './inviteColleague.ts'
import { lockPeople } from './peopleRepository.ts'
import { selectTeams } from './teamRepository.ts'

/** A table of colleagues to be invited. */
interface FileWish {
  /** Made with the form: sent twice, it is one invitation for each of them. */
  readonly once: string
  readonly text: string
}

/** What would come of inviting everyone in a table, line by line; nothing is sent. Refuses a table that is not read. */
export const previewInvitations = (
  ctx: Ctx,
  actor: Actor,
  { text }: Pick<FileWish, 'text'>
): Promise<Outcome<readonly InvitationLine[], FileFault | Refused>> =>
  ctx.read(async (tx) => {
    const refused = refusalFor(ctx, actor, 'people.invite', { organisationId: actor.organisationId })
    if (refused) return refuse(refused)
    const read = readInvitationFile(text, readingFor(actor))
    return read.done ? done(await judged(tx, ctx, actor, read.value)) : read
  })

/**
 * Invites everyone in a table, as `inviteColleague` invites one, in one transaction; answers how many. Refuses a table that
 * is not read, and one with a line that has a fault (`faults`): then nobody is invited, and `previewInvitations` says which.
 */
export const inviteMany = (
  ctx: Ctx,
  actor: Actor,
  { once, text }: FileWish,
  origin: string
): Promise<Outcome<number, FileFault | 'faults' | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const refused = refusalFor(ctx, actor, 'people.invite', { organisationId: actor.organisationId })
    if (refused) return refuse(refused)
    const read = readInvitationFile(text, readingFor(actor))
    if (!read.done) return read
    const lines: InvitationLine[] = []
    for (const line of read.value)
      if (!(await lockInvitation(tx, idOf(once, line.written.email)))) lines.push(line)
    const teams = await openTeams(tx, ctx, actor)
    const wishes = (await judged(tx, ctx, actor, lines)).flatMap((line) => wishOf(line, once, teams) ?? [])
    if (wishes.length < lines.length) return refuse('faults')
    for (const wish of wishes)
      if (!(await keepInvitation(tx, ctx, actor, { wish, origin }))) throw new Error('An id was made twice')
    for (const wish of wishes) await tellOfInvitation(tx, ctx, wish, 'access.invitation.sent')
    return done(read.value.length)
  })

/** Roles by their code, or by what they are called in German or English. */
const readingFor = ({ language }: Actor): FileReading => {
  const texts = [workTextsFor('de'), workTextsFor('en')]
  const roles = new Map(
    ROLES.flatMap((role) =>
      [role, ...texts.map((t) => t(`role_${role}`))].map((words) => [foldWords(words), role] as const)
    )
  )
  return { language, roleOf: (words) => roles.get(foldWords(words)) }
}

/** The id of the invitation to an address from one form (RFC 9562, version 8). */
const idOf = (once: string, email: string): InvitationId => {
  const bytes = createHash('sha256').update(`${once} ${email.toLowerCase()}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as InvitationId
}

/** The open teams that `actor` knows of, by name. */
const openTeams = async (tx: Tx, ctx: Ctx, actor: Actor): Promise<ReadonlyMap<string, TeamId>> => {
  const teams = await selectTeams(tx, momentOf(ctx).today)
  return new Map(
    teams
      .filter((team) => !team.closed && mayDo(actor, 'teams.view', team))
      .map(({ id, name }) => [foldWords(name), id])
  )
}

/** The wish of a line that has no fault. */
const wishOf = (
  { written, role, language, faults }: InvitationLine,
  once: string,
  teams: ReadonlyMap<string, TeamId>
): InvitationWish | undefined => {
  const { name, email, team } = written
  if (faults.length > 0 || !role || !language) return undefined
  return { id: idOf(once, email), email, name, language, role, teamId: teams.get(foldWords(team)) }
}

/** Lines with what the organisation as it is now has against them. */
const judged = async (
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  lines: readonly InvitationLine[]
): Promise<InvitationLine[]> => {
  const [teams, waiting] = [await openTeams(tx, ctx, actor), await waitingAddresses(tx, ctx, actor)]
  const found: InvitationLine[] = []
  for (const line of lines) {
    const { email, team } = line.written
    const faults = [...line.faults]
    if (team !== '' && !teams.has(foldWords(team))) faults.push({ field: 'team', key: 'many_fault_team' })
    else if (line.role && !faults.some(({ field }) => field === 'email')) {
      const wish = { email, role: line.role, teamId: teams.get(foldWords(team)) }
      const fault = await invitationFault(tx, ctx, actor, wish)
      if (fault) faults.push(FAULTS[fault])
    }
    if (waiting.has(email.toLowerCase())) faults.push({ field: 'email', key: 'many_fault_waiting' })
    found.push({ ...line, faults })
  }
  return found
}

const FAULTS: Readonly<Record<InvitationFault, LineFault>> = {
  hasAccount: { field: 'email', key: 'people_fault_has_account' },
  scope: { field: 'team', key: 'people_fault_scope' },
  team: { field: 'team', key: 'many_fault_team' },
  taken: { field: 'line', key: 'people_form_old' }
}

/** Addresses at which an invitation waits that has not expired. */
const waitingAddresses = async (tx: Tx, ctx: Ctx, actor: Actor): Promise<ReadonlySet<string>> => {
  const now = ctx.clock.now()
  const open = (await selectOpenInvitations(tx)).filter((row) => mayDo(actor, 'invitations.view', row))
  return new Set(
    open
      .filter(({ expiresAt }) => Temporal.Instant.compare(instantOf(expiresAt), now) > 0)
      .map(({ email }) => email.toLowerCase())
  )
}
