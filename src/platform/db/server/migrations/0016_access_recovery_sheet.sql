ALTER TABLE access_user_key_wrap DROP CONSTRAINT access_user_key_wrap_way_check;
ALTER TABLE access_user_key_wrap ADD CONSTRAINT access_user_key_wrap_way_check CHECK (way IN ('password', 'recoverySheet'));
ALTER TABLE access_user_key_wrap ADD COLUMN tested_at timestamptz;
COMMENT ON COLUMN access_user_key_wrap.way IS
  'password: under a key that Argon2id and HKDF make of the password. recoverySheet: under one that HKDF makes of 160 bits that stand on paper alone.';
COMMENT ON COLUMN access_user_key_wrap.tested_at IS 'When its owner typed the sheet in again; absent until then, and for a password.';
GRANT UPDATE (tested_at) ON access_user_key_wrap TO app_auth;
GRANT SELECT (tested_at) ON access_user_key_wrap TO app_work;
