CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app_portal, app_auth, app_work, app_jobs;

CREATE TABLE access_organisation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  runs_installation boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE access_organisation IS 'The associations whose data this installation holds; the tenant of row-level security.';
COMMENT ON COLUMN access_organisation.runs_installation IS 'The one association the portal speaks for.';
CREATE UNIQUE INDEX access_organisation_one_runs ON access_organisation (runs_installation) WHERE runs_installation;

ALTER TABLE access_organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_organisation_own ON access_organisation FOR SELECT TO app_work, app_auth, app_jobs
  USING (id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT ON access_organisation TO app_work, app_auth, app_jobs;

CREATE TABLE access_installation (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  demo boolean NOT NULL,
  decided_at timestamptz NOT NULL,
  filled_at timestamptz
);
COMMENT ON TABLE access_installation IS 'One row, written when the database is first used and never changed from demonstration to real.';
COMMENT ON COLUMN access_installation.demo IS 'True where everything in this database is invented.';
COMMENT ON COLUMN access_installation.filled_at IS 'When the demonstration data were complete; what is changed in them afterwards is left alone.';

CREATE VIEW access_v_installation AS
  SELECT organisation.id, organisation.name, installation.demo
  FROM access_organisation AS organisation CROSS JOIN access_installation AS installation
  WHERE organisation.runs_installation;
COMMENT ON VIEW access_v_installation IS 'The association that runs the installation: public, at most one row.';
GRANT SELECT ON access_v_installation TO app_portal, app_work, app_auth, app_jobs;
