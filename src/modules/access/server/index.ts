import type { Ctx } from '#platform/ctx.ts'
import type { Installation } from '../model.ts'
import { selectInstallation } from './installationQueries.ts'

export { guard, open, type Guarded, type Refusal } from './guard.ts'
export { anchorKey, isPublicKey, type Anchor } from './audit/anchor.ts'
export { anchorFile, readAnchors, readOwnAnchors } from './audit/anchorFile.ts'
export { checkAudit, type AuditCheck } from './checkAudit.ts'
export { eventRecorder } from './eventRecorder.ts'
export { exportAuditEvents } from './exportAuditEvents.ts'
export { listAuditEvents, type AuditPage } from './listAuditEvents.ts'
export { listWhoLookedAt } from './listWhoLookedAt.ts'
export { writeAnchor } from './writeAnchor.ts'
export type { AuditEntry } from './auditQueries.ts'
export { recordEvent, recordView, type AuditEvent } from './recordEvent.ts'
export { changeProfile } from './changeProfile.ts'
export { createTeam, closeTeam, listTeams, renameTeam } from './teams.ts'
export { disableAccount, enableAccount, resetSecondFactors } from './accountStates.ts'
export { endRole, grantRole, type RoleWish } from './grantRole.ts'
export { eraseAccount, exportAccount } from './privacy.ts'
export { getPerson } from './getPerson.ts'
export { inviteColleague, type InvitationWish } from './inviteColleague.ts'
export { listInvitations, resendInvitation, withdrawInvitation } from './invitations.ts'
export { listAdministrators, listPeople, PEOPLE_PAGE } from './listPeople.ts'
export { closeDemonstration, openDemonstration } from './openDemonstration.ts'
export { beginTotp, type BegunTotp } from './beginTotp.ts'
export { confirmByOneTimeCode, confirmByTotp } from './confirmSecondFactor.ts'
export { csrfTokenOf } from './csrfTokenOf.ts'
export { describeDevice } from './describeDevice.ts'
export { endOtherSessions } from './endOtherSessions.ts'
export { endSession } from './endSession.ts'
export { endSessionsOf } from './endSessionsOf.ts'
export { enrolTotp, type Enrolled } from './enrolTotp.ts'
export { findSession } from './findSession.ts'
export { listSessions } from './listSessions.ts'
export {
  CLEAR_SITE_DATA,
  clearSessionCookie,
  maySignInAt,
  readSessionCookie,
  setSessionCookie
} from './sessionCookie.ts'
export { signIn, type Begun } from './signIn.ts'
export { setUpOrganisation } from './setUpOrganisation.ts'

/** The association that runs the installation; `undefined` before it is set up. */
export const findInstallation = (ctx: Ctx): Promise<Installation | undefined> => ctx.read(selectInstallation)
