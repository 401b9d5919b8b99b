CREATE TABLE access_user_key (
  account_id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  public_key bytea NOT NULL CHECK (length(public_key) = 32),
  made_at timestamptz NOT NULL,
  UNIQUE (account_id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_user_key IS 'The public half of each colleague''s key: what is confided to them is sealed to it. Kept as long as they can sign in.';
COMMENT ON COLUMN access_user_key.account_id IS 'Person: whose key it is.';

CREATE TABLE access_user_key_wrap (
  account_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  way text NOT NULL CHECK (way IN ('password')),
  sealed bytea NOT NULL CHECK (length(sealed) = 93),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, way),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_user_key_wrap IS 'The private half of a colleague''s key, once for each way that opens it. The server cannot open it by itself. Kept as long as the key.';
COMMENT ON COLUMN access_user_key_wrap.account_id IS 'Person: whose key it is.';
COMMENT ON COLUMN access_user_key_wrap.way IS 'password: under a key that Argon2id and HKDF make of the password.';
COMMENT ON COLUMN access_user_key_wrap.sealed IS 'Private and public half, 64 bytes, AES-256-GCM; bound to organisation, account and way.';

ALTER TABLE access_session ADD COLUMN user_key bytea CHECK (length(user_key) = 93);
COMMENT ON COLUMN access_session.user_key IS 'The colleague''s key, opened, under a key made of the session''s token, which only the cookie holds. Absent while it is locked.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{access_user_key,access_user_key_wrap}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_auth, app_work
      USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
      WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid)$p$, name || '_own', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, DELETE ON access_user_key TO app_auth;
GRANT SELECT, INSERT, DELETE ON access_user_key_wrap TO app_auth;
-- The export of one's own data says since when there is a key, and by which ways it opens.
GRANT SELECT (account_id, made_at) ON access_user_key TO app_work;
GRANT SELECT (account_id, way, made_at) ON access_user_key_wrap TO app_work;

CREATE FUNCTION access_user_key_forget() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM access_user_key WHERE account_id = NEW.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION access_user_key_forget IS 'Destroys the key of an account that is erased.';
REVOKE ALL ON FUNCTION access_user_key_forget FROM PUBLIC;
CREATE TRIGGER access_account_key_erased AFTER UPDATE OF state ON access_account
  FOR EACH ROW WHEN (NEW.state = 'erased') EXECUTE FUNCTION access_user_key_forget();
