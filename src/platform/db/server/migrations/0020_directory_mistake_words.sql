CREATE TABLE directory_mistake_words (
  report_id uuid PRIMARY KEY REFERENCES directory_mistake_report ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  key_id uuid NOT NULL,
  words bytea NOT NULL
);
COMMENT ON TABLE directory_mistake_words IS 'What a visitor wrote about a mistake, sealed to the team that has the duty. Kept as long as the report.';
COMMENT ON COLUMN directory_mistake_words.key_id IS 'The key of the record; destroyed with it.';
COMMENT ON COLUMN directory_mistake_words.words IS 'Free text, at most 1,000 characters: AES-256-GCM under the record''s key.';

ALTER TABLE directory_mistake_words ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_mistake_words_own ON directory_mistake_words TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_mistake_words_portal ON directory_mistake_words FOR INSERT TO app_portal
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, DELETE ON directory_mistake_words TO app_work;
GRANT INSERT ON directory_mistake_words TO app_portal;

CREATE OR REPLACE FUNCTION directory_report_mistake(report_id uuid, about_slug text, wrong text[], page_locale text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  organisation uuid := nullif(current_setting('app.org', true), '')::uuid;
  today date := (now() AT TIME ZONE 'Europe/Berlin')::date;
  about uuid;
BEGIN
  SELECT centre_id INTO about FROM directory_v_centre WHERE slug = about_slug;
  IF about IS NULL THEN
    RETURN 'unknown';
  END IF;
  -- One after the other: reports that arrive together must not exceed the limits together.
  PERFORM pg_advisory_xact_lock(hashtextextended('directory_mistake_report ' || organisation, 0));
  IF EXISTS (SELECT FROM directory_mistake_report WHERE id = report_id) THEN
    RETURN 'again';
  END IF;
  IF (SELECT count(*) >= 1000 OR count(*) FILTER (WHERE centre_id = about) >= 50
      FROM directory_mistake_report WHERE organisation_id = organisation AND reported_on = today) THEN
    RETURN 'full';
  END IF;
  INSERT INTO directory_mistake_report (id, organisation_id, centre_id, kinds, locale, reported_on)
    VALUES (report_id, organisation, about, wrong, page_locale, today) ON CONFLICT DO NOTHING;
  RETURN 'stored';
END $$;
COMMENT ON FUNCTION directory_report_mistake IS
  'Stores a visitor''s report about a public centre: stored, again (it was stored before), unknown (no such public centre), or full (50 a centre, 1,000 an organisation and day).';
