CREATE TABLE desk_team_note (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  team_id uuid NOT NULL,
  key_id uuid NOT NULL,
  words bytea NOT NULL,
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (written_by, organisation_id) REFERENCES access_account (id, organisation_id),
  FOREIGN KEY (changed_by, organisation_id) REFERENCES access_account (id, organisation_id)
);
COMMENT ON TABLE desk_team_note IS 'What colleagues write down for their team. Kept until somebody of the team deletes it, at most a year after its last change.';
COMMENT ON COLUMN desk_team_note.id IS 'Made with the form: a form that is sent twice is one note.';
COMMENT ON COLUMN desk_team_note.key_id IS 'The key of the record; destroyed with it.';
COMMENT ON COLUMN desk_team_note.words IS 'Free text, at most 4,000 characters: AES-256-GCM under the record''s key.';
COMMENT ON COLUMN desk_team_note.written_by IS 'Person: who wrote it.';
COMMENT ON COLUMN desk_team_note.changed_by IS 'Person: who changed it last.';
CREATE INDEX desk_team_note_team ON desk_team_note (team_id, changed_at);

ALTER TABLE desk_team_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk_team_note_own ON desk_team_note TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE (words, changed_by, changed_at), DELETE ON desk_team_note TO app_work;
