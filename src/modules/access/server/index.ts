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
export { eraseAccount, exportAccount, forgetFormerColleagues } from './privacy.ts'
export { getPerson } from './getPerson.ts'
export { inviteColleague, type InvitationWish } from './inviteColleague.ts'
export { listInvitations, resendInvitation, withdrawInvitation } from './invitations.ts'
export { listAdministrators, listPeople, PEOPLE_PAGE } from './listPeople.ts'
export { closeDemonstration, openDemonstration } from './openDemonstration.ts'
export { acceptInvitation, type Acceptance } from './acceptInvitation.ts'
export { beginPasskey, type PasskeyOptions } from './beginPasskey.ts'
export { beginPasskeyCheck } from './beginPasskeyCheck.ts'
export { beginTotp, type BegunTotp } from './beginTotp.ts'
export { changePassword } from './changePassword.ts'
export { completeSetUp, type SetUp } from './completeSetUp.ts'
export { confirmByOneTimeCode, confirmByPasskey, confirmByTotp } from './confirmSecondFactor.ts'
export { csrfTokenOf } from './csrfTokenOf.ts'
export { describeDevice } from './describeDevice.ts'
export { endOtherSessions } from './endOtherSessions.ts'
export { endSession } from './endSession.ts'
export { endSessionsOf } from './endSessionsOf.ts'
export { enrolPasskey } from './enrolPasskey.ts'
export { enrolTotp, type Enrolled } from './enrolTotp.ts'
export { findInvitation, type FoundInvitation } from './findInvitation.ts'
export { findPasswordReset } from './findPasswordReset.ts'
export { findSession } from './findSession.ts'
export { findSetUp, type FoundSetUp } from './findSetUp.ts'
export { forgetOldSignIns, type Forgotten } from './forgetOldSignIns.ts'
export { listDemoAccounts, type DemoAccount } from './listDemoAccounts.ts'
export { listSecondFactors } from './listSecondFactors.ts'
export { listSessions } from './listSessions.ts'
export { makeDemoAccounts } from './makeDemoAccounts.ts'
export { openSetUp } from './openSetUp.ts'
export {
  findUserKeyState,
  giveUpKey,
  makeRecoverySheet,
  testRecoverySheet,
  unlockBySheet
} from './recoverySheet.ts'
export { listTeamAccess, passTeamKeysOn } from './passTeamKeysOn.ts'
export { removeSecondFactor } from './removeSecondFactor.ts'
export { renameSecondFactor } from './renameSecondFactor.ts'
export { renewOneTimeCodes } from './renewOneTimeCodes.ts'
export { requestPasswordReset } from './requestPasswordReset.ts'
export { resetPassword } from './resetPassword.ts'
export {
  CLEAR_SITE_DATA,
  clearSessionCookie,
  maySignInAt,
  readSessionCookie,
  setSessionCookie
} from './sessionCookie.ts'
export { completeSignOn } from './completeSignOn.ts'
export type { CompletedSignOn, ReturningVisit, SignOnRefusal } from './signOn/arrival.ts'
export { clearFlowCookie, readFlowCookie, setFlowCookie } from './signOn/flowCookie.ts'
export { createSignOnProvider, type SignOnProvider } from './signOn/signOnProvider.ts'
export { startAccepting, startLinking, startSignOn, type StartedSignOn } from './startSignOn.ts'
export { listIdentities, unlinkIdentity } from './unlinkIdentity.ts'
export { signIn, type Begun } from './signIn.ts'
export { stepUp, stepUpByPasskey } from './stepUp.ts'
export { setUpOrganisation } from './setUpOrganisation.ts'

/** The association that runs the installation; `undefined` before it is set up. */
export const findInstallation = (ctx: Ctx): Promise<Installation | undefined> => ctx.read(selectInstallation)
