import type { Generated } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { Duty, RecordKeyId, TeamId, UserKeyWay } from '../model.ts'

/** Keys of colleagues, teams and records, and what is sealed to colleagues. */
export type KeyTables = {
  access_user_key: {
    account_id: AccountId
    organisation_id: OrganisationId
    public_key: Buffer
    signing_key: Buffer
    proof: Buffer
    made_at: Date
  }
  access_user_key_wrap: {
    account_id: AccountId
    organisation_id: OrganisationId
    way: UserKeyWay
    sealed: Buffer
    made_at: Date
    tested_at: Date | null
    factor_id: string | null
    salt: Buffer | null
    verifier: Buffer | null
    format: number | null
  }
  access_team_key: {
    team_id: TeamId
    version: number
    organisation_id: OrganisationId
    public_key: Buffer
    signed_by: AccountId
    signature: Buffer
    made_at: Date
  }
  access_record_key: {
    id: RecordKeyId
    organisation_id: OrganisationId
    team_id: TeamId
    version: number
    purpose: Generated<'record' | 'names'>
    wrapped: Buffer
    made_at: Date
  }
  access_team_key_wrap: {
    team_id: TeamId
    version: number
    account_id: AccountId
    organisation_id: OrganisationId
    sealed: Buffer
    made_at: Date
  }
  access_recovery_holder: {
    account_id: AccountId
    organisation_id: OrganisationId
    naming_id: string
    proof: Buffer
    named_at: Date
  }
  access_team_key_half: {
    team_id: TeamId
    version: number
    account_id: AccountId
    partner_id: AccountId
    organisation_id: OrganisationId
    sealed: Buffer
    made_at: Date
  }
  access_recovery_release: {
    team_id: TeamId
    version: number
    account_id: AccountId
    holder_id: AccountId
    partner_id: AccountId
    organisation_id: OrganisationId
    sealed: Buffer
    made_at: Date
  }
  access_duty: {
    organisation_id: OrganisationId
    duty: Duty
    team_id: TeamId
  }
  access_draft: {
    id: string
    organisation_id: OrganisationId
    account_id: AccountId
    sealed: Buffer
    made_at: Date
  }
}

/** Who can read which column. */
export const keyClasses = declareClasses<KeyTables>()({
  access_user_key: {
    clear: ['account_id', 'organisation_id', 'public_key', 'signing_key', 'proof', 'made_at']
  },
  access_user_key_wrap: {
    clear: ['account_id', 'organisation_id', 'way', 'factor_id', 'salt', 'format', 'made_at', 'tested_at'],
    hashed: ['verifier'],
    ownerSealed: ['sealed']
  },
  access_team_key: {
    clear: ['team_id', 'version', 'organisation_id', 'public_key', 'signed_by', 'signature', 'made_at']
  },
  access_record_key: {
    clear: ['id', 'organisation_id', 'team_id', 'version', 'purpose', 'made_at'],
    teamSealed: ['wrapped']
  },
  access_team_key_wrap: {
    clear: ['team_id', 'version', 'account_id', 'organisation_id', 'made_at'],
    ownerSealed: ['sealed']
  },
  access_recovery_holder: {
    clear: ['account_id', 'organisation_id', 'naming_id', 'proof', 'named_at']
  },
  access_team_key_half: {
    clear: ['team_id', 'version', 'account_id', 'partner_id', 'organisation_id', 'made_at'],
    ownerSealed: ['sealed']
  },
  access_recovery_release: {
    clear: ['team_id', 'version', 'account_id', 'holder_id', 'partner_id', 'organisation_id', 'made_at'],
    ownerSealed: ['sealed']
  },
  access_duty: 'impersonal',
  access_draft: { clear: ['id', 'organisation_id', 'account_id', 'made_at'], ownerSealed: ['sealed'] }
})
