CREATE TABLE desk_task (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation (id),
  team_id uuid,
  owner_id uuid,
  key_id uuid,
  words bytea,
  own_words bytea,
  link bytea,
  own_link bytea,
  assigned_to uuid,
  due_on date,
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  done_at timestamptz,
  done_by uuid,
  FOREIGN KEY (team_id, organisation_id) REFERENCES access_team (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (owner_id, organisation_id) REFERENCES access_account (id, organisation_id),
  FOREIGN KEY (assigned_to, organisation_id) REFERENCES access_account (id, organisation_id),
  FOREIGN KEY (written_by, organisation_id) REFERENCES access_account (id, organisation_id),
  FOREIGN KEY (done_by, organisation_id) REFERENCES access_account (id, organisation_id),
  CHECK ((done_at IS NULL) = (done_by IS NULL)),
  CONSTRAINT desk_task_of_team_or_owner CHECK (
    CASE WHEN team_id IS NULL
      THEN num_nonnulls(owner_id, own_words, own_link) = 3 AND num_nonnulls(key_id, words, link, assigned_to) = 0
      ELSE num_nonnulls(key_id, words, link) = 3 AND num_nonnulls(owner_id, own_words, own_link) = 0
    END)
);
COMMENT ON TABLE desk_task IS 'What somebody has to do: their own, or a team''s. Kept until 90 days after it is done, and open at most two years after its last change.';
COMMENT ON COLUMN desk_task.id IS 'Made with the form: a form that is sent twice is one task.';
COMMENT ON COLUMN desk_task.team_id IS 'The team that can read it; without one it is its owner''s alone.';
COMMENT ON COLUMN desk_task.owner_id IS 'Person: whose own it is.';
COMMENT ON COLUMN desk_task.key_id IS 'The key of a team''s task; destroyed with it.';
COMMENT ON COLUMN desk_task.words IS 'Free text, at most 300 characters: AES-256-GCM under the record''s key.';
COMMENT ON COLUMN desk_task.own_words IS 'The same of an own task: AES-256-GCM under a key that HKDF makes of the owner''s.';
COMMENT ON COLUMN desk_task.link IS 'Address of a page of the workspace, or nothing: sealed as the words are.';
COMMENT ON COLUMN desk_task.own_link IS 'The same of an own task.';
COMMENT ON COLUMN desk_task.assigned_to IS 'Person: who of the team does it; without one, who has time.';
COMMENT ON COLUMN desk_task.written_by IS 'Person: who wrote it.';
COMMENT ON COLUMN desk_task.done_by IS 'Person: who did it.';
CREATE INDEX desk_task_team ON desk_task (team_id, done_at, due_on);
CREATE INDEX desk_task_owner ON desk_task (owner_id, done_at, due_on) WHERE owner_id IS NOT NULL;

ALTER TABLE desk_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk_task_own ON desk_task TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, DELETE,
  UPDATE (words, own_words, link, own_link, assigned_to, due_on, changed_at, done_at, done_by)
  ON desk_task TO app_work;

-- What nobody can open any more goes with the key that opened it: when its owner is erased, or gave the key up.
CREATE FUNCTION desk_task_forget() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM desk_task WHERE owner_id = OLD.account_id;
  RETURN OLD;
END $$;
COMMENT ON FUNCTION desk_task_forget IS 'Deletes somebody''s own tasks with the key that opened them.';
REVOKE ALL ON FUNCTION desk_task_forget FROM PUBLIC;
CREATE TRIGGER desk_task_forget AFTER DELETE ON access_user_key
  FOR EACH ROW EXECUTE FUNCTION desk_task_forget();
