ALTER TABLE access_account
  ADD COLUMN text_size text NOT NULL DEFAULT 'normal' CHECK (text_size IN ('normal', 'large', 'largest')),
  ADD COLUMN keyboard boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN access_account.text_size IS 'How large the workspace is written for this colleague.';
COMMENT ON COLUMN access_account.keyboard IS 'Whether single keys lead through the workspace (WCAG 2.2, 2.1.4: they can be turned off).';
GRANT SELECT (text_size, keyboard), UPDATE (text_size, keyboard) ON access_account TO app_work;

CREATE OR REPLACE FUNCTION access_erase_account(erased uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own uuid := nullif(current_setting('app.org', true), '')::uuid;
  address text;
BEGIN
  SELECT email_key INTO address FROM access_account
    WHERE id = erased AND organisation_id = own AND state = 'disabled' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM access_second_factor WHERE account_id = erased;
  DELETE FROM access_one_time_code WHERE account_id = erased;
  DELETE FROM access_session WHERE account_id = erased;
  DELETE FROM access_entry WHERE account_id = erased;
  DELETE FROM access_invitation WHERE organisation_id = own AND lower(email) = address;
  UPDATE access_account SET state = 'erased', email = 'erased-' || id || '@invalid', display_name = '–',
    language = 'de', theme = 'system', text_size = 'normal', keyboard = true, password_salt = NULL, password_verifier = NULL, password_format = NULL,
    password_changed_at = NULL WHERE id = erased;
  RETURN true;
END $$;
