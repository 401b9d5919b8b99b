CREATE TABLE access_team_key (
  team_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  organisation_id uuid NOT NULL,
  public_key bytea NOT NULL CHECK (length(public_key) = 32),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, version),
  UNIQUE (team_id, version, organisation_id),
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_team_key IS 'The public half of each team''s key: what is confided to the team is sealed to its newest version. Another version is made when somebody who held one left.';

CREATE TABLE access_team_key_wrap (
  team_id uuid NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) = 113),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, version, account_id),
  FOREIGN KEY (team_id, version, organisation_id)
    REFERENCES access_team_key (team_id, version, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX access_team_key_wrap_account ON access_team_key_wrap (account_id);
COMMENT ON TABLE access_team_key_wrap IS 'A team''s key, once for each colleague who holds it. Kept until they leave the team, give up their own key or are erased.';
COMMENT ON COLUMN access_team_key_wrap.account_id IS 'Person: who holds the team''s key.';
COMMENT ON COLUMN access_team_key_wrap.sealed IS 'Private and public half, 64 bytes, HPKE to the colleague''s own key; bound to organisation, team, version and account.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{access_team_key,access_team_key_wrap}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_auth, app_work
      USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
      WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid)$p$, name || '_own', name);
  END LOOP;
END $$;

-- A team's key is made, and made anew, when one of its members signs in.
GRANT SELECT, INSERT ON access_team_key TO app_auth;
GRANT SELECT, INSERT, DELETE ON access_team_key_wrap TO app_auth;
-- A member passes it on in the workspace.
GRANT SELECT ON access_team_key TO app_work;
GRANT SELECT, INSERT ON access_team_key_wrap TO app_work;
GRANT SELECT (organisation_id, public_key) ON access_user_key TO app_work;
