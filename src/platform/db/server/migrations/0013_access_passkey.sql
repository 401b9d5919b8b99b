CREATE TABLE access_passkey_challenge (
  challenge bytea PRIMARY KEY CHECK (length(challenge) = 32),
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES access_session ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('enrol', 'show')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE access_passkey_challenge IS 'What a passkey has to sign: random, for one session, for one use and for five minutes. Deleted when it is used, and with the session.';
COMMENT ON COLUMN access_passkey_challenge.purpose IS 'enrol: a new passkey signs it. show: a known one does.';
CREATE INDEX access_passkey_challenge_session ON access_passkey_challenge (session_id);

ALTER TABLE access_passkey_challenge ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_passkey_challenge_own ON access_passkey_challenge TO app_auth
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON access_passkey_challenge TO app_auth;
