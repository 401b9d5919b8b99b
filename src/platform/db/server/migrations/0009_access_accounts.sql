CREATE TABLE access_account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  email text NOT NULL CHECK (email ~ '^[\x21-\x7e]+@[\x21-\x7e]+$' AND length(email) BETWEEN 3 AND 254),
  email_key text NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 120),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled', 'erased')),
  language text NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  password_salt bytea CHECK (length(password_salt) = 16),
  password_verifier bytea CHECK (length(password_verifier) = 32),
  password_format smallint,
  password_changed_at timestamptz,
  created_at timestamptz NOT NULL,
  state_changed_at timestamptz NOT NULL,
  UNIQUE (organisation_id, email_key),
  UNIQUE (id, organisation_id),
  CHECK (num_nulls(password_salt, password_verifier, password_format, password_changed_at) IN (0, 4))
);
COMMENT ON TABLE access_account IS 'Those who work in an organisation. Kept while they work there; erased two years after they were disabled.';
COMMENT ON COLUMN access_account.email IS 'Person: the address they sign in with. Visible ASCII only, so that no two look alike.';
COMMENT ON COLUMN access_account.email_key IS 'Person: the address in small letters, by which it is found.';
COMMENT ON COLUMN access_account.display_name IS 'Person: how colleagues read them.';
COMMENT ON COLUMN access_account.password_verifier IS 'HKDF of an Argon2id of the password; opens nothing by itself. Absent for those who sign in elsewhere.';
COMMENT ON COLUMN access_account.password_format IS 'Which parameters the verifier was made with.';

CREATE TABLE access_second_factor (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('totp', 'passkey')),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 80),
  totp_secret bytea,
  totp_last_step bigint,
  credential_id bytea UNIQUE,
  public_key bytea,
  sign_count bigint,
  transports text[],
  confirmed_at timestamptz,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE,
  CHECK ((kind = 'totp') = (totp_secret IS NOT NULL)),
  CHECK ((kind = 'passkey') = (num_nulls(credential_id, public_key, sign_count, transports) = 0))
);
COMMENT ON TABLE access_second_factor IS 'Authenticator apps and passkeys of an account. Kept as long as the account.';
COMMENT ON COLUMN access_second_factor.label IS 'Person: what they call the device.';
COMMENT ON COLUMN access_second_factor.totp_secret IS 'Server-held (totp): sealed under the server key; destroyed with the factor.';
COMMENT ON COLUMN access_second_factor.totp_last_step IS 'The last 30-second step (RFC 6238) whose code was taken: none is taken twice.';
COMMENT ON COLUMN access_second_factor.confirmed_at IS 'Absent until the first code or signature was right; before that it admits nobody.';
CREATE INDEX access_second_factor_account ON access_second_factor (account_id);

CREATE TABLE access_one_time_code (
  account_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_one_time_code IS 'One-time codes that stand in for a lost second factor; SHA-256 of 80 random bits. Kept as long as the account.';

CREATE TABLE access_session (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  stage text NOT NULL CHECK (stage IN ('password', 'full')),
  device text NOT NULL CHECK (length(device) <= 80),
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_session IS 'Running sign-ins. A row is deleted when the session ends, at most 12 hours after it began.';
COMMENT ON COLUMN access_session.token_hash IS 'SHA-256 of the token that only the cookie holds.';
COMMENT ON COLUMN access_session.stage IS 'password: the second factor is still asked for, and nothing else is open. full: signed in.';
COMMENT ON COLUMN access_session.device IS 'Person: browser and system in coarse words; no address.';
COMMENT ON COLUMN access_session.confirmed_at IS 'When password and second factor were last shown together: exports, roles and recovery want that to be fresh.';
CREATE INDEX access_session_account ON access_session (account_id);

CREATE TABLE access_delay (
  key bytea PRIMARY KEY CHECK (length(key) = 32),
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);
COMMENT ON TABLE access_delay IS 'Wrong attempts by account, whether it exists or not: HMAC of what was typed under the server key. Kept for one day after the last.';

CREATE TABLE access_team (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  UNIQUE (id, organisation_id)
);
COMMENT ON TABLE access_team IS 'Those who share cases and stand in for one another. Kept as long as the organisation.';
CREATE UNIQUE INDEX access_team_name ON access_team (organisation_id, lower(name)) WHERE closed_at IS NULL;

CREATE TABLE access_role_grant (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('counsellor', 'teamLead', 'mentoringCoordinator', 'groupLeader', 'editor', 'translator',
    'statistics', 'funding', 'organisationAdmin', 'systemAdmin', 'dataProtectionOfficer')),
  team_id uuid,
  centre_id uuid,
  deputy_for uuid,
  valid_from date NOT NULL,
  valid_until date CHECK (valid_until >= valid_from),
  granted_by uuid,
  granted_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by uuid,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id),
  FOREIGN KEY (deputy_for, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE,
  CHECK (num_nonnulls(team_id, centre_id) <= 1),
  CHECK (deputy_for IS NULL OR (valid_until IS NOT NULL AND deputy_for <> account_id))
);
COMMENT ON TABLE access_role_grant IS 'Who has which role, where and from when until when. Ended, never deleted; kept as long as the account.';
COMMENT ON COLUMN access_role_grant.account_id IS 'Person: whose role it is.';
COMMENT ON COLUMN access_role_grant.team_id IS 'The team it is limited to; without team and centre it holds in the whole organisation.';
COMMENT ON COLUMN access_role_grant.centre_id IS 'The centre of the directory it is limited to.';
COMMENT ON COLUMN access_role_grant.deputy_for IS 'The colleague they stand in for; always with a last day.';
CREATE INDEX access_role_grant_account ON access_role_grant (account_id) WHERE ended_at IS NULL;

CREATE TABLE access_invitation (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  email text NOT NULL CHECK (email ~ '^[\x21-\x7e]+@[\x21-\x7e]+$' AND length(email) BETWEEN 3 AND 254),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 120),
  language text NOT NULL CHECK (language IN ('de', 'en')),
  role text NOT NULL,
  team_id uuid,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  invited_by uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  withdrawn_at timestamptz,
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id)
);
COMMENT ON TABLE access_invitation IS 'Invitations by mail, for one use. Deleted 30 days after they were used, withdrawn or expired.';
COMMENT ON COLUMN access_invitation.email IS 'Person: where the invitation went.';
COMMENT ON COLUMN access_invitation.display_name IS 'Person: how the inviter names them.';
COMMENT ON COLUMN access_invitation.token_hash IS 'SHA-256 of the token in the address of the mail.';
CREATE UNIQUE INDEX access_invitation_open ON access_invitation (organisation_id, lower(email))
  WHERE used_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE access_entry (
  id uuid PRIMARY KEY,
  organisation_id uuid REFERENCES access_organisation ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('setUp', 'resetPassword')),
  account_id uuid,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE,
  CHECK ((purpose = 'resetPassword') = (account_id IS NOT NULL))
);
COMMENT ON TABLE access_entry IS 'One-time addresses: the set-up of an installation, a new password. Deleted a day after they expired.';
COMMENT ON COLUMN access_entry.account_id IS 'Person: whose password may be set anew.';
COMMENT ON COLUMN access_entry.token_hash IS 'SHA-256 of the token in the address.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{access_account,access_second_factor,access_one_time_code,access_session,access_delay,access_team,access_role_grant,access_invitation,access_entry}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_auth, app_work
      USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
      WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid)$p$, name || '_own', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON access_account, access_second_factor, access_one_time_code, access_session,
  access_delay, access_entry TO app_auth;
GRANT SELECT, INSERT ON access_role_grant TO app_auth;
GRANT SELECT, UPDATE ON access_invitation TO app_auth;
GRANT SELECT ON access_team TO app_auth;

GRANT SELECT (id, organisation_id, email, email_key, display_name, state, language, theme, created_at, state_changed_at),
  UPDATE (display_name, state, language, theme, state_changed_at) ON access_account TO app_work;
GRANT SELECT (id, organisation_id, account_id, kind, label, confirmed_at, created_at, last_used_at), DELETE
  ON access_second_factor TO app_work;
GRANT SELECT (account_id, organisation_id, created_at, used_at), DELETE ON access_one_time_code TO app_work;
GRANT SELECT (id, organisation_id, account_id, stage, device, created_at, seen_at, ends_at), DELETE ON access_session TO app_work;
GRANT SELECT, INSERT, UPDATE ON access_team, access_role_grant, access_invitation TO app_work;
GRANT SELECT (account_id, organisation_id), DELETE ON access_entry TO app_work;

CREATE FUNCTION access_erase_account(erased uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own uuid := nullif(current_setting('app.org', true), '')::uuid;
  address text;
BEGIN
  SELECT email_key INTO address FROM access_account
    WHERE id = erased AND organisation_id = own AND state = 'disabled' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM access_second_factor WHERE account_id = erased;
  DELETE FROM access_one_time_code WHERE account_id = erased;
  DELETE FROM access_session WHERE account_id = erased;
  DELETE FROM access_entry WHERE account_id = erased;
  DELETE FROM access_invitation WHERE organisation_id = own AND lower(email) = address;
  UPDATE access_account SET state = 'erased', email = 'erased-' || id || '@invalid', display_name = '–',
    language = 'de', theme = 'system', password_salt = NULL, password_verifier = NULL, password_format = NULL,
    password_changed_at = NULL WHERE id = erased;
  RETURN true;
END $$;
COMMENT ON FUNCTION access_erase_account IS
  'Takes name, address and all means of sign-in from a disabled account of the transaction''s organisation; its id and roles stay for the history. False where there is none.';
REVOKE ALL ON FUNCTION access_erase_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_erase_account TO app_work;
