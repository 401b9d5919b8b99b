CREATE TABLE access_duty (
  organisation_id uuid NOT NULL,
  duty text NOT NULL CHECK (duty IN ('mistakeReports')),
  team_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, duty),
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE access_duty IS 'Which team gets what somebody outside writes to the organisation.';
COMMENT ON COLUMN access_duty.duty IS 'mistakeReports: what visitors report about entries of the directory.';

ALTER TABLE access_duty ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_duty_own ON access_duty TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE (team_id), DELETE ON access_duty TO app_work;

CREATE FUNCTION access_team_on_duty(of_duty text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT duty.team_id FROM access_duty AS duty JOIN access_team AS team ON team.id = duty.team_id AND team.closed_at IS NULL
  WHERE duty.duty = of_duty AND duty.organisation_id = nullif(current_setting('app.org', true), '')::uuid
$$;
COMMENT ON FUNCTION access_team_on_duty IS 'The open team that has a duty; nothing where none has.';
REVOKE ALL ON FUNCTION access_team_on_duty FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_team_on_duty TO app_portal, app_work;
