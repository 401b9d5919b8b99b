ALTER TABLE access_delay ADD COLUMN noted_at timestamptz;
COMMENT ON COLUMN access_delay.noted_at IS 'When the audit last took note of wrong attempts: once an hour at most.';
