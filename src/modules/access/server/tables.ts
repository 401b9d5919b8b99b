import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { AccountId, OrganisationId, SessionId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type {
  AccountState,
  GrantId,
  InvitationId,
  Language,
  Role,
  TeamId,
  TextSize,
  Theme
} from '../model.ts'
import { keyClasses, type KeyTables } from './keyTables.ts'

/** Type aliases, not interfaces: only they satisfy Kysely's index signature. */
export type AccessTables = KeyTables & AccountTables

type AccountTables = {
  access_organisation: {
    id: Generated<OrganisationId>
    name: string
    runs_installation: boolean
    created_at: Generated<Date>
  }
  access_installation: {
    only_one: Generated<boolean>
    demo: boolean
    decided_at: Date
    filled_at: Date | null
  }
  access_v_installation: {
    id: OrganisationId
    name: string
    demo: boolean
  }
  access_account: {
    id: Generated<AccountId>
    organisation_id: OrganisationId
    email: string
    email_key: GeneratedAlways<string>
    display_name: string
    state: Generated<AccountState>
    language: Generated<Language>
    theme: Generated<Theme>
    text_size: Generated<TextSize>
    keyboard: Generated<boolean>
    password_salt: Buffer | null
    password_verifier: Buffer | null
    password_format: number | null
    password_changed_at: Date | null
    created_at: Date
    state_changed_at: Date
  }
  access_second_factor: {
    id: string
    organisation_id: OrganisationId
    account_id: AccountId
    kind: 'totp' | 'passkey'
    label: string
    totp_secret: Buffer | null
    totp_last_step: string | null
    credential_id: Buffer | null
    public_key: Buffer | null
    sign_count: string | null
    transports: string[] | null
    confirmed_at: Date | null
    created_at: Date
    last_used_at: Date | null
  }
  access_passkey_challenge: {
    challenge: Buffer
    organisation_id: OrganisationId
    session_id: SessionId
    purpose: 'enrol' | 'show'
    created_at: Date
    expires_at: Date
  }
  access_one_time_code: {
    account_id: AccountId
    organisation_id: OrganisationId
    code_hash: Buffer
    created_at: Date
    used_at: Date | null
  }
  access_session: {
    id: SessionId
    organisation_id: OrganisationId
    account_id: AccountId
    token_hash: Buffer
    stage: 'password' | 'full'
    device: string
    created_at: Date
    seen_at: Date
    ends_at: Date
    confirmed_at: Date | null
    user_key: Buffer | null
  }
  access_delay: {
    key: Buffer
    organisation_id: OrganisationId
    failures: number
    last_at: Date
    next_at: Date
    noted_at: Date | null
  }
  access_team: {
    id: TeamId
    organisation_id: OrganisationId
    name: string
    created_at: Date
    closed_at: Date | null
  }
  access_role_grant: {
    id: ColumnType<GrantId, string, never>
    organisation_id: OrganisationId
    account_id: AccountId
    role: Role
    team_id: TeamId | null
    centre_id: string | null
    deputy_for: AccountId | null
    /** ISO day. */
    valid_from: string
    valid_until: string | null
    granted_by: AccountId | null
    granted_at: Date
    ended_at: Date | null
    ended_by: AccountId | null
    absence_id: Generated<string | null>
  }
  access_absence: {
    id: string
    organisation_id: OrganisationId
    account_id: AccountId
    /** ISO day. */
    starts_on: string
    ends_on: string
    stand_in: AccountId | null
    noted_at: Date
  }
  access_invitation: {
    id: ColumnType<InvitationId, string, never>
    organisation_id: OrganisationId
    email: string
    display_name: string
    language: Language
    role: Role
    team_id: TeamId | null
    token_hash: Buffer
    invited_by: AccountId | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
    withdrawn_at: Date | null
  }
  access_entry: {
    id: string
    organisation_id: OrganisationId | null
    purpose: 'setUp' | 'resetPassword'
    account_id: AccountId | null
    token_hash: Buffer
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  access_identity: {
    id: string
    organisation_id: OrganisationId
    account_id: AccountId
    issuer: string
    subject: string
    created_at: Date
    last_used_at: Date | null
  }
  access_used_sign_on: {
    id: string
    organisation_id: OrganisationId
    expires_at: Date
  }
  access_audit_event: {
    organisation_id: OrganisationId
    position: string
    occurred_at: Date
    event: string
    actor_id: AccountId | null
    session_id: SessionId | null
    record_kind: string | null
    record_id: string | null
    payload: unknown
    previous_hash: Buffer
    hash: Buffer
  }
  access_audit_head: {
    organisation_id: OrganisationId
    position: string
    hash: Buffer
  }
  access_erasure: {
    organisation_id: OrganisationId
    number: string
    kind: string
    erased_id: string
    erased_at: Date
  }
}

const accountClasses = declareClasses<AccountTables>()({
  access_organisation: 'impersonal',
  access_installation: 'impersonal',
  access_team: 'impersonal',
  access_audit_head: 'impersonal',
  access_account: {
    clear: [
      'id',
      'organisation_id',
      'email',
      'email_key',
      'display_name',
      'state',
      'language',
      'theme',
      'text_size',
      'keyboard',
      'password_salt',
      'password_format',
      'password_changed_at',
      'created_at',
      'state_changed_at'
    ],
    hashed: ['password_verifier']
  },
  access_second_factor: {
    clear: [
      'id',
      'organisation_id',
      'account_id',
      'kind',
      'label',
      'totp_last_step',
      'credential_id',
      'public_key',
      'sign_count',
      'transports',
      'confirmed_at',
      'created_at',
      'last_used_at'
    ],
    serverHeld: { totp_secret: { purpose: 'totp', destroyed: 'with the factor or the account' } }
  },
  access_passkey_challenge: {
    clear: ['challenge', 'organisation_id', 'session_id', 'purpose', 'created_at', 'expires_at']
  },
  access_one_time_code: {
    clear: ['account_id', 'organisation_id', 'created_at', 'used_at'],
    hashed: ['code_hash']
  },
  access_session: {
    clear: [
      'id',
      'organisation_id',
      'account_id',
      'stage',
      'device',
      'created_at',
      'seen_at',
      'ends_at',
      'confirmed_at'
    ],
    hashed: ['token_hash'],
    ownerSealed: ['user_key']
  },
  access_delay: {
    clear: ['organisation_id', 'failures', 'last_at', 'next_at', 'noted_at'],
    hashed: ['key']
  },
  access_role_grant: {
    clear: [
      'id',
      'organisation_id',
      'account_id',
      'role',
      'team_id',
      'centre_id',
      'deputy_for',
      'valid_from',
      'valid_until',
      'granted_by',
      'granted_at',
      'ended_at',
      'ended_by',
      'absence_id'
    ]
  },
  access_absence: {
    clear: ['id', 'organisation_id', 'account_id', 'starts_on', 'ends_on', 'stand_in', 'noted_at']
  },
  access_invitation: {
    clear: [
      'id',
      'organisation_id',
      'email',
      'display_name',
      'language',
      'role',
      'team_id',
      'invited_by',
      'created_at',
      'expires_at',
      'used_at',
      'withdrawn_at'
    ],
    hashed: ['token_hash']
  },
  access_entry: {
    clear: ['id', 'organisation_id', 'purpose', 'account_id', 'created_at', 'expires_at', 'used_at'],
    hashed: ['token_hash']
  },
  access_identity: {
    clear: ['id', 'organisation_id', 'account_id', 'issuer', 'subject', 'created_at', 'last_used_at']
  },
  access_used_sign_on: { clear: ['id', 'organisation_id', 'expires_at'] },
  access_erasure: { clear: ['organisation_id', 'number', 'kind', 'erased_id', 'erased_at'] },
  access_audit_event: {
    clear: [
      'organisation_id',
      'position',
      'occurred_at',
      'event',
      'actor_id',
      'session_id',
      'record_kind',
      'record_id',
      'payload'
    ],
    hashed: ['previous_hash', 'hash']
  }
})

/** Who can read which column. */
export const accessClasses = { ...accountClasses, ...keyClasses }
