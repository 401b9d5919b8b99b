CREATE TABLE access_absence (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  stand_in uuid CHECK (stand_in <> account_id),
  noted_at timestamptz NOT NULL,
  UNIQUE (id, organisation_id),
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (stand_in, organisation_id) REFERENCES access_account (id, organisation_id) ON DELETE SET NULL (stand_in),
  EXCLUDE USING gist (account_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE INDEX access_absence_ends ON access_absence (organisation_id, ends_on);
CREATE INDEX access_absence_stand_in ON access_absence (stand_in);
COMMENT ON TABLE access_absence IS 'From when until when a colleague is away. Never why: that would be data about health (GDPR, Art. 9). Kept until a year after its last day, or until the account is erased.';
COMMENT ON COLUMN access_absence.account_id IS 'Person: who is away.';
COMMENT ON COLUMN access_absence.ends_on IS 'The last day of it.';
COMMENT ON COLUMN access_absence.stand_in IS 'Person: who stands in.';

ALTER TABLE access_absence ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_absence_own ON access_absence TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE (starts_on, ends_on, stand_in, noted_at), DELETE ON access_absence TO app_work;

ALTER TABLE access_role_grant
  ADD COLUMN absence_id uuid,
  ADD FOREIGN KEY (absence_id, organisation_id) REFERENCES access_absence (id, organisation_id) ON DELETE SET NULL (absence_id);
CREATE INDEX access_role_grant_absence ON access_role_grant (absence_id);
COMMENT ON COLUMN access_role_grant.absence_id IS 'The absence that it was given for; it ends with it.';

CREATE FUNCTION access_absence_forget() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM access_absence WHERE account_id = NEW.id;
  UPDATE access_absence SET stand_in = NULL WHERE stand_in = NEW.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION access_absence_forget IS 'Takes the absences from an account that is erased, and it from those it stands in at.';
REVOKE ALL ON FUNCTION access_absence_forget FROM PUBLIC;
CREATE TRIGGER access_account_absence_erased AFTER UPDATE OF state ON access_account
  FOR EACH ROW WHEN (NEW.state = 'erased') EXECUTE FUNCTION access_absence_forget();
