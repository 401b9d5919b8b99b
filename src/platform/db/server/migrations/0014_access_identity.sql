CREATE TABLE access_identity (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  UNIQUE (organisation_id, issuer, subject),
  UNIQUE (account_id, issuer),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_identity IS 'By which identity of a sign-on provider an account is signed in to. Kept until it is unlinked, as long as the account.';
COMMENT ON COLUMN access_identity.account_id IS 'Person: whose identity it is.';
COMMENT ON COLUMN access_identity.issuer IS 'The provider, as its tokens name it.';
COMMENT ON COLUMN access_identity.subject IS 'Person: what the provider calls them; it stays when name and address change (OpenID Connect Core 1.0, 5.7).';

CREATE TABLE access_used_sign_on (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE access_used_sign_on IS 'Ways through the sign-on provider that were taken: none is taken twice. Deleted once the way has run out, ten minutes after its begin.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{access_identity,access_used_sign_on}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_auth, app_work
      USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
      WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid)$p$, name || '_own', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, DELETE, UPDATE (last_used_at) ON access_identity TO app_auth;
GRANT SELECT, INSERT, DELETE ON access_used_sign_on TO app_auth;
GRANT SELECT, DELETE ON access_identity TO app_work;

CREATE FUNCTION access_identity_forget() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM access_identity WHERE account_id = NEW.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION access_identity_forget IS 'Takes the identities from an account that is erased.';
REVOKE ALL ON FUNCTION access_identity_forget FROM PUBLIC;
CREATE TRIGGER access_account_erased AFTER UPDATE OF state ON access_account
  FOR EACH ROW WHEN (NEW.state = 'erased') EXECUTE FUNCTION access_identity_forget();
