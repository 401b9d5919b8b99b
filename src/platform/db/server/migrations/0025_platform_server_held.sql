CREATE TABLE platform_server_held (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose ~ '^[a-zA-Z]{1,40}$'),
  sealed bytea NOT NULL,
  destroy_at timestamptz NOT NULL
);
COMMENT ON TABLE platform_server_held IS 'What the server opens by itself with a key outside the database, for one purpose and until its hour. Destroyed within ten minutes after that hour.';
COMMENT ON COLUMN platform_server_held.sealed IS 'AES-256-GCM under a key of the purpose''s own; bound to organisation, id and hour of destruction.';
CREATE INDEX platform_server_held_overdue ON platform_server_held (destroy_at);

ALTER TABLE platform_server_held ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform_server_held_own ON platform_server_held TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY platform_server_held_portal ON platform_server_held FOR INSERT TO app_portal
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON platform_server_held TO app_work;
GRANT INSERT ON platform_server_held TO app_portal;
