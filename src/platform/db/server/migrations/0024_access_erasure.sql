CREATE TABLE access_erasure (
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  number bigint NOT NULL CHECK (number > 0),
  kind text NOT NULL CHECK (kind ~ '^[a-z][A-Za-z]{0,39}$'),
  erased_id uuid NOT NULL,
  erased_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, number)
);
COMMENT ON TABLE access_erasure IS 'The ledger of erasures: what a restored backup has to erase again. Only ever added to; kept as long as the organisation. Holds ids that lead to nobody.';
COMMENT ON COLUMN access_erasure.number IS 'Counts from 1 in each organisation, without a gap, in the order of the commits.';
COMMENT ON COLUMN access_erasure.kind IS 'What was erased, and so how it is erased again: account, recordKey.';
COMMENT ON COLUMN access_erasure.erased_at IS 'By the database''s clock.';

ALTER TABLE access_erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_erasure_own ON access_erasure FOR SELECT TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT ON access_erasure TO app_work;

-- The lock is held until the transaction ends: whoever reads number 7 has 1 to 6 before them.
CREATE FUNCTION access_note_erasure(of_kind text, erased uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own constant uuid := nullif(current_setting('app.org', true), '')::uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('access_erasure'), hashtext(own::text));
  INSERT INTO access_erasure
    SELECT own, coalesce(max(number), 0) + 1, of_kind, erased, clock_timestamp()
    FROM access_erasure WHERE organisation_id = own;
END $$;
COMMENT ON FUNCTION access_note_erasure IS
  'Adds an erasure to the ledger of the transaction''s organisation. The only way in for the login roles.';
REVOKE ALL ON FUNCTION access_note_erasure FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_note_erasure TO app_work;

INSERT INTO access_erasure
  SELECT organisation_id, row_number() OVER (PARTITION BY organisation_id ORDER BY state_changed_at, id), 'account', id,
    state_changed_at
  FROM access_account WHERE state = 'erased';

CREATE TABLE platform_backup (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  taken_at timestamptz NOT NULL,
  content_bytes bigint NOT NULL CHECK (content_bytes > 0),
  key_bytes bigint NOT NULL CHECK (key_bytes > 0)
);
COMMENT ON TABLE platform_backup IS 'The last backup that was completed: when, and how large its two archives are. One row; not part of any backup.';
GRANT SELECT ON platform_backup TO app_work;
