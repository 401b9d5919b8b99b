CREATE TABLE platform_outbox (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'shown')),
  sealed bytea CHECK (octet_length(sealed) <= 131072),
  attempts smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  refusal text CHECK (refusal ~ '^[a-z]{1,20}$'),
  created_at timestamptz NOT NULL,
  next_attempt_at timestamptz,
  settled_at timestamptz,
  PRIMARY KEY (id, organisation_id),
  CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'waiting') = (settled_at IS NULL)),
  CHECK (state <> 'waiting' OR sealed IS NOT NULL),
  CHECK (state <> 'sent' OR sealed IS NULL)
);
COMMENT ON TABLE platform_outbox IS 'Mails of the program, written in the transaction of what they tell about and sent after it. A row is deleted 30 days after it was written.';
COMMENT ON COLUMN platform_outbox.id IS 'Made by the caller, one an event: the same event told twice is one mail. The Message-ID of the mail derives from it.';
COMMENT ON COLUMN platform_outbox.state IS 'waiting: to be sent. sent. failed: given up, can be sent again while the content is there. shown: in a demonstration, which sends nothing.';
COMMENT ON COLUMN platform_outbox.sealed IS 'Server-held (outbox): address, subject and text, sealed under the server key, opened by the job mail.send. Destroyed in the transaction that marks the mail as sent; otherwise within the minute in which it is seven days old.';
COMMENT ON COLUMN platform_outbox.refusal IS 'Why the last attempt failed, as a code.';
CREATE INDEX platform_outbox_due ON platform_outbox (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX platform_outbox_newest ON platform_outbox (organisation_id, created_at DESC, id);

ALTER TABLE platform_outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform_outbox_own ON platform_outbox TO app_work, app_jobs
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT ON platform_outbox TO app_work;
GRANT SELECT, DELETE, UPDATE (state, sealed, attempts, refusal, next_attempt_at, settled_at) ON platform_outbox TO app_jobs;

-- The schema of the job queue is made after the migrations; its functions are looked up when these are called.
CREATE FUNCTION platform_outbox_put(mail uuid, content bytea, written_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  organisation constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  demonstration constant boolean := coalesce((SELECT demo FROM access_installation), false);
BEGIN
  IF demonstration THEN
    INSERT INTO platform_outbox (id, organisation_id, state, sealed, created_at, settled_at)
    VALUES (mail, organisation, 'shown', content, written_at, written_at)
    ON CONFLICT DO NOTHING;
    RETURN;
  END IF;
  INSERT INTO platform_outbox (id, organisation_id, state, sealed, created_at, next_attempt_at)
  VALUES (mail, organisation, 'waiting', content, written_at, written_at)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM pgboss.anlaufstelle_enqueue('mail.send', organisation, mail, interval '0');
  END IF;
END
$$;
COMMENT ON FUNCTION platform_outbox_put IS
  'Writes a mail and the job that sends it, in the transaction of the caller and for its organisation; in a demonstration the mail is only shown. A mail that is there already is left alone.';
REVOKE ALL ON FUNCTION platform_outbox_put FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_outbox_put TO app_auth, app_work;

CREATE FUNCTION platform_outbox_retry(mail uuid, asked_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  organisation constant uuid := nullif(current_setting('app.org', true), '')::uuid;
BEGIN
  UPDATE platform_outbox SET state = 'waiting', attempts = 0, next_attempt_at = asked_at, settled_at = NULL
  WHERE id = mail AND organisation_id = organisation AND state = 'failed' AND sealed IS NOT NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM pgboss.anlaufstelle_enqueue('mail.send', organisation, mail, interval '0');
  RETURN true;
END
$$;
COMMENT ON FUNCTION platform_outbox_retry IS
  'Lets a mail that was given up be sent again; false where there is none, or its content is destroyed.';
REVOKE ALL ON FUNCTION platform_outbox_retry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_outbox_retry TO app_work;
