ALTER TABLE access_second_factor ADD UNIQUE (id, account_id);

ALTER TABLE access_user_key_wrap DROP CONSTRAINT access_user_key_wrap_way_check;
ALTER TABLE access_user_key_wrap DROP CONSTRAINT access_user_key_wrap_pkey;
ALTER TABLE access_user_key_wrap
  ADD COLUMN factor_id uuid,
  ADD COLUMN salt bytea CHECK (length(salt) = 16),
  ADD COLUMN verifier bytea CHECK (length(verifier) = 32),
  ADD COLUMN format smallint,
  ADD CONSTRAINT access_user_key_wrap_way_check CHECK (way IN ('password', 'recoverySheet', 'passphrase', 'passkey')),
  ADD CHECK ((way = 'passkey') = (factor_id IS NOT NULL)),
  ADD CHECK (num_nonnulls(salt, verifier, format) = CASE WHEN way = 'passphrase' THEN 3 ELSE 0 END),
  ADD UNIQUE NULLS NOT DISTINCT (account_id, way, factor_id),
  ADD FOREIGN KEY (factor_id, account_id) REFERENCES access_second_factor (id, account_id) ON DELETE CASCADE;
CREATE INDEX access_user_key_wrap_factor ON access_user_key_wrap (factor_id);

COMMENT ON COLUMN access_user_key_wrap.way IS
  'password, passphrase: under a key that Argon2id and HKDF make of it; a passphrase is for who signs in elsewhere. recoverySheet: under one that HKDF makes of 160 bits that stand on paper alone. passkey: under one that HKDF makes of what the passkey alone computes (WebAuthn, PRF).';
COMMENT ON COLUMN access_user_key_wrap.sealed IS
  'Private and public half, 64 bytes, AES-256-GCM; bound to organisation, account, way and passkey.';
COMMENT ON COLUMN access_user_key_wrap.factor_id IS 'Which passkey; a removed one opens nothing.';
COMMENT ON COLUMN access_user_key_wrap.salt IS 'Of a passphrase.';
COMMENT ON COLUMN access_user_key_wrap.verifier IS 'Of a passphrase; tells nothing of the key that wraps.';
COMMENT ON COLUMN access_user_key_wrap.format IS 'How verifier and wrapping key are made of a passphrase.';
COMMENT ON COLUMN access_user_key_wrap.tested_at IS 'When its owner typed the sheet in again; absent until then, and for every other way.';
GRANT SELECT (factor_id) ON access_user_key_wrap TO app_work;
