export {
  fieldsFor,
  mayDo,
  needsStepUp,
  PERMISSIONS,
  permissionsOf,
  rolesThatMay,
  whoMay,
  type Permission,
  type PersonField,
  type PolicyActor,
  type PolicyRecord,
  type Relation
} from './policy.ts'
export { OPENINGS, type Opening } from './openings.ts'
export { isWords, sendingPath } from './draftRules.ts'
export { DUTIES, ROLES, TEXT_SIZES } from './model.ts'
export { auditEventKey, declareEvents, detail } from './auditEvents.ts'
export { accessEvents } from './events.ts'
export { auditFilterSchema, organisationNameSchema, type AuditFilter } from './schemas.ts'
export { acceptSignOnSchema, identitySchema, signOnSchema } from './signOnSchemas.ts'
export type { PasswordFault } from './passwordRules.ts'
export { passkeySiteOf, type PasskeySite } from './passkeyRules.ts'
export { foldEmail, isFreshlyConfirmed, PASSWORD_LENGTH } from './signInRules.ts'
export type { Handover } from './handoverRules.ts'
export { fitsScope, nextForKey, ROLE_SCOPES, sheetStateOf, type Scope } from './rules.ts'
export {
  absenceSchema,
  closeTeamSchema,
  dutySchema,
  endRoleSchema,
  invitationSchema,
  invitationsSchema,
  passKeyOnSchema,
  profileSchema,
  resendSchema,
  resetSchema,
  retryMailSchema,
  roleSchema,
  standInSchema,
  teamNameSchema,
  teamSchema,
  withdrawSchema
} from './peopleSchemas.ts'
export { FEWEST_HOLDERS, recoveryHoldersSchema, recoverySchema } from './recoverySchemas.ts'
export type {
  Absence,
  AccountState,
  Actor,
  Duty,
  Draft,
  FileFault,
  Grant,
  GrantId,
  HeldRole,
  HistoryEntry,
  Installation,
  Invitation,
  InvitationId,
  InvitationLine,
  Language,
  LinkedIdentity,
  OpeningWay,
  OwnSession,
  Person,
  RecordKeyId,
  Role,
  SecondFactor,
  SecondFactors,
  SessionStage,
  SignedIn,
  Team,
  TeamAccess,
  TeamId,
  Theme,
  UserKeyState,
  Wait
} from './model.ts'
export {
  acceptSchema,
  changePasswordSchema,
  codeSchema,
  confirmByPasskeySchema,
  confirmSchema,
  enrolPasskeySchema,
  enrolSchema,
  factorLabelSchema,
  factorSchema,
  forgottenSchema,
  newPasswordSchema,
  nothingSchema,
  passphraseSchema,
  passphraseBySheetSchema,
  passkeySchema,
  recoveryCodeSchema,
  sessionSchema,
  setUpSchema,
  sheetSchema,
  signInSchema,
  unlockSchema
} from './accountSchemas.ts'
