-- Nothing is sealed under these keys yet. They are made anew at the next sign-in, with what others can check them by.
DELETE FROM access_team_key;
DELETE FROM access_user_key;
DELETE FROM access_session;

ALTER TABLE access_user_key
  ADD COLUMN signing_key bytea NOT NULL CHECK (length(signing_key) = 32),
  ADD COLUMN proof bytea NOT NULL CHECK (length(proof) = 32);
COMMENT ON COLUMN access_user_key.signing_key IS 'Public half with which signatures of the colleague are checked; Ed25519, from the private half of their key.';
COMMENT ON COLUMN access_user_key.proof IS 'HMAC of organisation, account and both public halves under the server''s key: whoever writes to the database alone puts none of their own here.';

ALTER TABLE access_team_key
  ADD COLUMN signed_by uuid NOT NULL,
  ADD COLUMN signature bytea NOT NULL CHECK (length(signature) = 64);
COMMENT ON COLUMN access_team_key.signed_by IS 'Person: the member who signed the public half, the one who made it or, after they left, another who holds it.';
COMMENT ON COLUMN access_team_key.signature IS 'Ed25519 over organisation, team, version and public half. Nothing is sealed to a half whose signature does not hold.';
GRANT UPDATE (signed_by, signature) ON access_team_key TO app_auth;
GRANT SELECT (account_id, signing_key, proof) ON access_user_key TO app_work;

CREATE FUNCTION access_sealing_key(of_team uuid)
RETURNS TABLE (version integer, public_key bytea, signed_by uuid, signature bytea,
  signer_public_key bytea, signing_key bytea, proof bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT key.version, key.public_key, key.signed_by, key.signature, signer.public_key, signer.signing_key, signer.proof
  FROM access_team_key AS key
    JOIN access_team AS team ON team.id = key.team_id AND team.closed_at IS NULL
    JOIN access_user_key AS signer ON signer.account_id = key.signed_by AND signer.organisation_id = key.organisation_id
  WHERE key.team_id = of_team AND key.organisation_id = nullif(current_setting('app.org', true), '')::uuid
  ORDER BY key.version DESC LIMIT 1
$$;
COMMENT ON FUNCTION access_sealing_key IS
  'To which public half what is confided to an open team is sealed, with all that is needed to check it. No row where the team has no key, or its signer none any more.';
REVOKE ALL ON FUNCTION access_sealing_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_sealing_key TO app_portal, app_work, app_auth;

CREATE TABLE access_record_key (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  team_id uuid NOT NULL,
  version integer NOT NULL,
  purpose text NOT NULL DEFAULT 'record' CHECK (purpose IN ('record', 'names')),
  wrapped bytea NOT NULL CHECK (length(wrapped) IN (61, 81)),
  made_at timestamptz NOT NULL,
  FOREIGN KEY (team_id, version, organisation_id) REFERENCES access_team_key (team_id, version, organisation_id)
);
COMMENT ON TABLE access_record_key IS 'The key of each confided record, sealed to a team. Who deletes it destroys the record for good. Kept as long as the record.';
COMMENT ON COLUMN access_record_key.id IS 'Made by whoever seals; the sealed values are bound to it.';
COMMENT ON COLUMN access_record_key.purpose IS 'record: opens the sealed columns of one record. names: makes the team''s index of names.';
COMMENT ON COLUMN access_record_key.wrapped IS '32 bytes: under the team''s secret (AES-256-GCM, 61 bytes), or to its public half (HPKE, 81 bytes) where whoever sealed did not hold it; bound to organisation, id, team and version.';
CREATE INDEX access_record_key_team ON access_record_key (team_id, version, (length(wrapped)));
CREATE INDEX access_record_key_names ON access_record_key (team_id, made_at) WHERE purpose = 'names';

ALTER TABLE access_record_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_record_key_own ON access_record_key TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY access_record_key_portal ON access_record_key FOR INSERT TO app_portal
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid AND purpose = 'record');
GRANT SELECT, INSERT, UPDATE (version, wrapped), DELETE ON access_record_key TO app_work;
GRANT INSERT ON access_record_key TO app_portal;
