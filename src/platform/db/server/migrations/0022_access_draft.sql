CREATE TABLE access_draft (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) > 49),
  made_at timestamptz NOT NULL,
  FOREIGN KEY (account_id, organisation_id) REFERENCES access_user_key (account_id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX access_draft_account ON access_draft (account_id, made_at);
COMMENT ON TABLE access_draft IS 'What a colleague sent when their session had ended or both factors had to be shown again. Kept for 24 hours, or until it is sent or discarded.';
COMMENT ON COLUMN access_draft.account_id IS 'Person: who typed it.';
COMMENT ON COLUMN access_draft.sealed IS 'Address of the form, fields and names of files, without secrets, filled up to whole steps of 2 KiB, HPKE to the colleague''s own key; bound to organisation, id and account.';

ALTER TABLE access_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY access_draft_own ON access_draft TO app_auth, app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);

-- Kept before somebody is known again; opened, sent and discarded in the workspace.
GRANT SELECT (id, organisation_id, account_id, made_at), INSERT, DELETE ON access_draft TO app_auth;
GRANT SELECT, DELETE ON access_draft TO app_work;

COMMENT ON TABLE access_session IS 'Sign-ins. One runs for at most 12 hours; its row is deleted when somebody ends it, or a day after it ended by itself: so long it says whose form comes too late.';
