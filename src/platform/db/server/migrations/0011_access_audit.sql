CREATE TABLE access_audit_event (
  organisation_id uuid NOT NULL,
  position bigint NOT NULL CHECK (position > 0),
  occurred_at timestamptz NOT NULL,
  event text NOT NULL CHECK (event ~ '^[a-z]+(\.[a-z][A-Za-z]*){2}$' AND length(event) <= 80),
  actor_id uuid,
  session_id uuid,
  record_kind text CHECK (record_kind ~ '^[a-z][A-Za-z]{0,39}$'),
  record_id uuid,
  payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object'),
  previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (organisation_id, position),
  CHECK (num_nulls(record_kind, record_id) IN (0, 2))
);
COMMENT ON TABLE access_audit_event IS 'Who did what to which record, each entry chained to the one before. Only ever added to; kept as long as the organisation. Refers to nothing: it outlives what it tells of.';
COMMENT ON COLUMN access_audit_event.position IS 'Counts from 1 in each organisation, without a gap.';
COMMENT ON COLUMN access_audit_event.occurred_at IS 'By the database''s clock, to the microsecond.';
COMMENT ON COLUMN access_audit_event.actor_id IS 'Person: the account that acted; absent where the program did by itself.';
COMMENT ON COLUMN access_audit_event.session_id IS 'Person: the session they acted in.';
COMMENT ON COLUMN access_audit_event.record_id IS 'Person: what it happened to, where that is an account.';
COMMENT ON COLUMN access_audit_event.payload IS 'Codes, ids, numbers and days; never names, addresses or texts.';
COMMENT ON COLUMN access_audit_event.hash IS 'access_audit_hash of the entry, the hash before it included.';
CREATE INDEX access_audit_event_time ON access_audit_event (organisation_id, occurred_at, position);
CREATE INDEX access_audit_event_event ON access_audit_event (organisation_id, event, occurred_at);
CREATE INDEX access_audit_event_actor ON access_audit_event (organisation_id, actor_id, occurred_at);
CREATE INDEX access_audit_event_record ON access_audit_event (organisation_id, record_id, occurred_at)
  WHERE record_id IS NOT NULL;

CREATE TABLE access_audit_head (
  organisation_id uuid PRIMARY KEY,
  position bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
COMMENT ON TABLE access_audit_head IS 'The last entry of each organisation''s chain. Its row is the lock that keeps the chain without forks. Kept as long as the organisation.';

ALTER TABLE access_audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_audit_event_own ON access_audit_event FOR SELECT TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT ON access_audit_event TO app_work;
ALTER TABLE access_audit_head ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_audit_head_own ON access_audit_head FOR SELECT TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT ON access_audit_head TO app_work;

CREATE FUNCTION access_audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
COMMENT ON FUNCTION access_audit_refuse_change IS 'Refuses changes to the audit to everyone, its owner included, who would have to disable the trigger by name.';
CREATE TRIGGER access_audit_event_unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON access_audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION access_audit_refuse_change();
ALTER TABLE access_audit_event ENABLE ALWAYS TRIGGER access_audit_event_unchangeable;

-- Every field with its length in bytes before it (four bytes, absent: ff ff ff ff), so that no two entries read alike.
CREATE FUNCTION access_audit_hash(entry access_audit_event) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sha256(convert_to('anlaufstelle audit 1', 'UTF8') || string_agg(
    CASE WHEN field IS NULL THEN '\xffffffff'::bytea
      ELSE int4send(octet_length(field)) || convert_to(field, 'UTF8') END, ''::bytea ORDER BY n))
  FROM unnest(ARRAY[
    encode(entry.previous_hash, 'hex'),
    entry.organisation_id::text,
    entry.position::text,
    (extract(epoch FROM entry.occurred_at) * 1000000)::bigint::text,
    entry.event,
    entry.actor_id::text,
    entry.session_id::text,
    entry.record_kind,
    entry.record_id::text,
    entry.payload::text
  ]) WITH ORDINALITY AS fields (field, n)
$$;
COMMENT ON FUNCTION access_audit_hash IS 'SHA-256 of an entry of the audit and of the hash before it.';
REVOKE ALL ON FUNCTION access_audit_hash FROM PUBLIC;

CREATE FUNCTION access_audit_append(what text, who uuid, kind text, about uuid, details jsonb, quiet_for interval DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  entry access_audit_event;
  known uuid := nullif(current_setting('app.account', true), '')::uuid;
BEGIN
  entry.organisation_id := nullif(current_setting('app.org', true), '')::uuid;
  entry.session_id := nullif(current_setting('app.session', true), '')::uuid;
  entry.actor_id := coalesce(known, who);
  entry.event := what;
  entry.record_kind := kind;
  entry.record_id := about;
  entry.payload := details;
  -- Only sign-in, where nobody is known yet, and the owner may name who acted; everyone else is whom the transaction says.
  IF who <> known OR (who IS NOT NULL AND known IS NULL AND session_user IN ('app_work', 'app_jobs')) THEN
    RAISE EXCEPTION 'audit: not the one who acts' USING ERRCODE = 'check_violation';
  END IF;
  IF entry.actor_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM access_account WHERE id = entry.actor_id AND organisation_id = entry.organisation_id) THEN
    RAISE EXCEPTION 'audit: by nobody of this organisation' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM jsonb_each(details) AS detail (name, value)
    WHERE detail.name !~ '^[a-z][A-Za-z]{0,39}$' OR CASE jsonb_typeof(detail.value)
      WHEN 'string' THEN detail.value #>> '{}' !~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$'
      ELSE jsonb_typeof(detail.value) NOT IN ('number', 'boolean') END) THEN
    RAISE EXCEPTION 'audit: details are codes and ids' USING ERRCODE = 'check_violation';
  END IF;
  -- A look that the same session had a moment ago waits for nobody.
  IF quiet_for IS NOT NULL AND access_audit_seen(entry, quiet_for) THEN
    RETURN NULL;
  END IF;
  SELECT position, hash INTO entry.position, entry.previous_hash
    FROM access_audit_head WHERE organisation_id = entry.organisation_id FOR UPDATE;
  IF NOT FOUND THEN
    IF NOT EXISTS (SELECT FROM access_organisation WHERE id = entry.organisation_id) THEN
      RAISE EXCEPTION 'audit: of no organisation' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO access_audit_head VALUES (entry.organisation_id, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT position, hash INTO entry.position, entry.previous_hash
      FROM access_audit_head WHERE organisation_id = entry.organisation_id FOR UPDATE;
  END IF;
  IF quiet_for IS NOT NULL AND access_audit_seen(entry, quiet_for) THEN
    RETURN NULL;
  END IF;
  entry.position := entry.position + 1;
  entry.occurred_at := clock_timestamp();
  entry.hash := access_audit_hash(entry);
  INSERT INTO access_audit_event VALUES (entry.*);
  UPDATE access_audit_head SET position = entry.position, hash = entry.hash WHERE organisation_id = entry.organisation_id;
  RETURN entry.position;
END $$;
COMMENT ON FUNCTION access_audit_append IS
  'Adds an entry to the chain of the transaction''s organisation, which stays locked until the transaction ends, and answers its position. With quiet_for: NULL where the same session left the same entry that recently.';

CREATE FUNCTION access_audit_seen(entry access_audit_event, quiet_for interval) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT entry.session_id IS NOT NULL AND EXISTS (
    SELECT FROM access_audit_event AS earlier
    WHERE earlier.organisation_id = entry.organisation_id AND earlier.actor_id = entry.actor_id
      AND earlier.occurred_at > statement_timestamp() - quiet_for
      AND earlier.session_id = entry.session_id AND earlier.event = entry.event
      AND earlier.record_id IS NOT DISTINCT FROM entry.record_id AND earlier.payload = entry.payload)
$$;
COMMENT ON FUNCTION access_audit_seen IS 'Whether the same session left the same entry in the audit within that time.';
REVOKE ALL ON FUNCTION access_audit_seen, access_audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_audit_append TO app_auth, app_work, app_jobs;
