ALTER TABLE access_delay ADD COLUMN noted_at timestamptz;
COMMENT ON COLUMN access_delay.noted_at IS 'When the audit last took note of wrong attempts: once an hour at most.';

ALTER TABLE access_entry DROP CONSTRAINT access_entry_check,
  ADD CHECK (CASE purpose WHEN 'setUp' THEN num_nulls(organisation_id, account_id) = 2
    ELSE num_nulls(organisation_id, account_id) = 0 END);
COMMENT ON COLUMN access_entry.organisation_id IS 'Absent for the set-up, which belongs to the installation and is reached through functions alone.';

CREATE FUNCTION access_find_set_up(wanted_hash bytea, moment timestamptz)
RETURNS TABLE (organisation text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (SELECT name FROM access_organisation WHERE runs_installation) FROM access_entry
  WHERE token_hash = wanted_hash AND purpose = 'setUp' AND used_at IS NULL AND expires_at > moment
$$;
COMMENT ON FUNCTION access_find_set_up IS
  'One row while a one-time address of the set-up is good: the name of the association, or NULL before there is one.';

CREATE FUNCTION access_use_set_up(wanted_hash bytea, organisation_name text, moment timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  organisation uuid;
BEGIN
  -- One after the other, as the other ways to set up an installation.
  LOCK TABLE access_installation, access_organisation IN SHARE ROW EXCLUSIVE MODE;
  UPDATE access_entry SET used_at = moment
    WHERE token_hash = wanted_hash AND purpose = 'setUp' AND used_at IS NULL AND expires_at > moment;
  IF NOT FOUND OR EXISTS (SELECT FROM access_installation WHERE demo) THEN
    RETURN NULL;
  END IF;
  SELECT id INTO organisation FROM access_organisation WHERE runs_installation;
  IF organisation IS NULL THEN
    INSERT INTO access_installation (demo, decided_at) VALUES (false, moment)
      ON CONFLICT (only_one) DO UPDATE SET demo = false, decided_at = moment;
    INSERT INTO access_organisation (name, runs_installation) VALUES (organisation_name, true) RETURNING id INTO organisation;
  END IF;
  RETURN organisation;
END $$;
COMMENT ON FUNCTION access_use_set_up IS
  'Uses a one-time address of the set-up, once: the id of the association, which is made where there is none; NULL where the address is no good.';

REVOKE EXECUTE ON FUNCTION access_find_set_up, access_use_set_up FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_find_set_up, access_use_set_up TO app_auth;
