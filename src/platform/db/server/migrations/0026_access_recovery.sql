CREATE TABLE access_recovery_holder (
  account_id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  naming_id uuid NOT NULL,
  proof bytea NOT NULL CHECK (length(proof) = 32),
  named_at timestamptz NOT NULL,
  UNIQUE (account_id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX access_recovery_holder_organisation ON access_recovery_holder (organisation_id);
COMMENT ON TABLE access_recovery_holder IS 'Colleagues two of whom together give somebody access to a team again. Kept until others are named, or their account is erased.';
COMMENT ON COLUMN access_recovery_holder.account_id IS 'Person: who was named.';
COMMENT ON COLUMN access_recovery_holder.naming_id IS 'The same for all who were named together; halves are bound to it.';
COMMENT ON COLUMN access_recovery_holder.proof IS 'HMAC of organisation, naming, account and the public half of their own key under the server''s key: whoever writes to the database alone names nobody. Who has another key since does not count.';

CREATE TABLE access_team_key_half (
  team_id uuid NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  partner_id uuid NOT NULL CHECK (partner_id <> account_id),
  organisation_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) = 113),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, version, account_id, partner_id),
  FOREIGN KEY (team_id, version, organisation_id)
    REFERENCES access_team_key (team_id, version, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_recovery_holder (account_id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (partner_id, organisation_id) REFERENCES access_recovery_holder (account_id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (partner_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX access_team_key_half_account ON access_team_key_half (account_id);
CREATE INDEX access_team_key_half_partner ON access_team_key_half (partner_id);
COMMENT ON TABLE access_team_key_half IS 'A team''s key in two halves for each pair of recovery holders: 64 random bytes, and the key XOR those. One half tells nothing. Kept until others are named, or one of the pair gives up their own key or is erased.';
COMMENT ON COLUMN access_team_key_half.account_id IS 'Person: who opens this half.';
COMMENT ON COLUMN access_team_key_half.partner_id IS 'Person: who opens the other half.';
COMMENT ON COLUMN access_team_key_half.sealed IS '64 bytes, HPKE to the holder''s own key; bound to organisation, naming, team, version, holder and partner.';

CREATE TABLE access_recovery_release (
  team_id uuid NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  holder_id uuid NOT NULL CHECK (holder_id <> account_id),
  partner_id uuid NOT NULL CHECK (partner_id <> account_id),
  organisation_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) = 113),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, version, account_id, holder_id, partner_id),
  FOREIGN KEY (team_id, version, holder_id, partner_id)
    REFERENCES access_team_key_half (team_id, version, account_id, partner_id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX access_recovery_release_account ON access_recovery_release (account_id);
COMMENT ON TABLE access_recovery_release IS 'A half that one recovery holder gave to another, so that they give one colleague access to one team. Kept for 24 hours, or until that is done.';
COMMENT ON COLUMN access_recovery_release.account_id IS 'Person: who is to have access again.';
COMMENT ON COLUMN access_recovery_release.holder_id IS 'Person: who gave their half.';
COMMENT ON COLUMN access_recovery_release.partner_id IS 'Person: who got it.';
COMMENT ON COLUMN access_recovery_release.sealed IS '64 bytes, HPKE to the partner''s own key; bound to organisation, naming, team, version, the colleague, holder and partner.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{access_recovery_holder,access_team_key_half}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_auth, app_work
      USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
      WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid)$p$, name || '_own', name);
  END LOOP;
END $$;
ALTER TABLE access_recovery_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_recovery_release_own ON access_recovery_release TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);

-- A team's key is halved when one of its members signs in.
GRANT SELECT ON access_recovery_holder TO app_auth;
GRANT SELECT (team_id, version, account_id, partner_id, organisation_id), INSERT ON access_team_key_half TO app_auth;
-- Holders are named, and give their halves, in the workspace.
GRANT SELECT, INSERT, DELETE ON access_recovery_holder TO app_work;
GRANT SELECT ON access_team_key_half TO app_work;
GRANT SELECT, INSERT, DELETE ON access_recovery_release TO app_work;

CREATE OR REPLACE FUNCTION access_user_key_forget() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM access_user_key WHERE account_id = NEW.id;
  DELETE FROM access_recovery_holder WHERE account_id = NEW.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION access_user_key_forget IS 'Destroys the key of an account that is erased, and takes it from the recovery holders.';
