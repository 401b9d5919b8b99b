import { declareEvents, detail } from './auditEvents.ts'
import { DUTIES, ROLES } from './model.ts'

/** What someone looked for in the audit. */
const auditFilter = {
  event: detail.optional(detail.dotted),
  actor: detail.optional(detail.id),
  record: detail.optional(detail.id),
  from: detail.optional(detail.day),
  until: detail.optional(detail.day)
}

const absence = { absence: detail.id, from: detail.day, until: detail.day }

/**
 * The events of this module that the audit tells of. `account` is whom it happened to: they see it under "who looked
 * at mine". Each has its words in the work texts, `audit_event_access_account_viewed`.
 */
export const accessEvents = declareEvents({
  'access.audit.listed': { payload: { ...auditFilter, before: detail.optional(detail.count) } },
  'access.audit.exported': { payload: { ...auditFilter, count: detail.count } },
  'access.audit.mineListed': { record: 'account' },
  'access.organisation.setUp': { payload: { demo: detail.flag } },
  /** From a backup: what happened after it is not here. `ledger`: what was erased since was known. */
  'access.organisation.restored': {
    payload: { backup: detail.day, ledger: detail.flag, count: detail.count }
  },

  /** Somebody asked for what none of their roles may. */
  'access.permission.refused': { payload: { permission: detail.dotted } },

  'access.signIn.failed': {
    record: 'account',
    payload: {
      step: detail.code(
        'password',
        'totp',
        'oneTimeCode',
        'passkey',
        'singleSignOn',
        'recoverySheet',
        'passphrase'
      )
    }
  },
  'access.signIn.unknown': {},
  'access.session.started': {
    record: 'account',
    payload: { by: detail.code('totp', 'oneTimeCode', 'passkey', 'singleSignOn') }
  },
  'access.session.ended': {
    record: 'account',
    payload: {
      session: detail.id,
      why: detail.code('signedOut', 'elsewhere', 'password', 'roles', 'disabled', 'reset')
    }
  },
  'access.session.confirmed': { record: 'account' },
  'access.password.changed': { record: 'account' },
  'access.password.requested': { record: 'account' },
  'access.password.reset': { record: 'account' },
  'access.factor.added': {
    record: 'account',
    payload: { factor: detail.id, kind: detail.code('totp', 'passkey') }
  },
  'access.factor.removed': {
    record: 'account',
    payload: { factor: detail.id, kind: detail.code('totp', 'passkey') }
  },
  'access.factor.renamed': { record: 'account', payload: { factor: detail.id } },
  'access.factor.suspected': { record: 'account', payload: { factor: detail.id } },
  'access.factor.reset': { record: 'account' },
  'access.codes.renewed': { record: 'account', payload: { count: detail.count } },
  'access.userKey.made': { record: 'account' },
  /** The server's word on the public halves did not hold, and was given anew when their owner opened the key. */
  'access.userKey.provenAnew': { record: 'account' },
  /** What is stored of a key is not what its owner stored. */
  'access.userKey.suspected': { record: 'account' },
  /** Nothing opened it any more, and its owner said so: the next sign-in makes another. */
  'access.userKey.givenUp': { record: 'account' },
  /** A locked key was opened in a running session, or by a passkey. */
  'access.userKey.opened': { record: 'account', payload: { way: detail.code('passphrase', 'passkey') } },
  /** From now on this opens it as well, and what it was before no more. */
  'access.userKey.wayAdded': {
    record: 'account',
    payload: {
      way: detail.code('password', 'passphrase', 'passkey'),
      factor: detail.optional(detail.id)
    }
  },
  'access.userKey.wayRemoved': { record: 'account', payload: { way: detail.code('passphrase') } },
  'access.recoverySheet.made': { record: 'account' },
  'access.recoverySheet.tested': { record: 'account' },
  /** A locked key was opened by it. */
  'access.recoverySheet.used': { record: 'account' },
  'access.teamKey.made': { record: 'team', payload: { version: detail.count } },
  /** Whoever held the version before has left. */
  'access.teamKey.renewed': { record: 'team', payload: { version: detail.count } },
  /** What is stored for a member is not what was sealed to them. */
  'access.teamKey.suspected': { record: 'account', payload: { team: detail.id } },
  'access.teamKey.passedOn': { record: 'account', payload: { team: detail.id } },
  /** Two of those who were named together give access again. */
  'access.recovery.named': { record: 'account' },
  /** One of two gave their half, so that somebody gets access to a team. */
  'access.recovery.released': { record: 'account', payload: { team: detail.id } },
  /** The second put both halves together. */
  'access.recovery.completed': { record: 'account', payload: { team: detail.id } },
  /** What somebody was sending when their session had ended, or had to be confirmed. */
  'access.draft.kept': { record: 'account' },
  'access.draft.discarded': { record: 'account' },
  'access.identity.linked': { record: 'account', payload: { identity: detail.id } },
  'access.identity.unlinked': { record: 'account', payload: { identity: detail.id } },

  'access.people.listed': {},
  'access.account.viewed': { record: 'account' },
  'access.account.created': { record: 'account', payload: { invitation: detail.optional(detail.id) } },
  'access.account.changed': { record: 'account' },
  'access.account.disabled': { record: 'account' },
  'access.account.enabled': { record: 'account' },
  'access.account.exported': { record: 'account' },
  'access.account.erased': { record: 'account' },
  'access.role.granted': {
    record: 'account',
    payload: {
      grant: detail.id,
      role: detail.code(...ROLES),
      team: detail.optional(detail.id),
      centre: detail.optional(detail.id),
      deputyFor: detail.optional(detail.id),
      from: detail.day,
      until: detail.optional(detail.day)
    }
  },
  'access.role.ended': { record: 'account', payload: { grant: detail.id, role: detail.code(...ROLES) } },
  /** From when until when somebody is away; never why. */
  'access.absence.noted': { record: 'account', payload: absence },
  'access.absence.changed': { record: 'account', payload: absence },
  'access.absence.ended': { record: 'account', payload: { absence: detail.id } },
  'access.absence.standInNamed': { record: 'account', payload: { absence: detail.id, standIn: detail.id } },
  'access.invitation.sent': {
    record: 'invitation',
    payload: { role: detail.code(...ROLES), team: detail.optional(detail.id) }
  },
  'access.invitation.resent': { record: 'invitation' },
  'access.invitation.withdrawn': { record: 'invitation' },
  /** One that was given up. */
  'access.mail.sentAgain': { record: 'mail' },
  'access.team.created': { record: 'team' },
  'access.team.renamed': { record: 'team' },
  'access.team.closed': { record: 'team' },
  /** Which team gets what somebody outside writes; without a team, none does. */
  'access.duty.given': { payload: { duty: detail.code(...DUTIES), team: detail.optional(detail.id) } }
})
