CREATE TABLE directory_mistake_report (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  centre_id uuid NOT NULL,
  kinds text[] NOT NULL CHECK (kinds <> '{}' AND kinds <@
    '{hours,phone,online,address,languages,audience,closed,other}'),
  locale text NOT NULL CHECK (locale ~ '^[a-z]{2,3}(-[a-z]+)?$' AND length(locale) <= 20),
  reported_on date NOT NULL,
  FOREIGN KEY (centre_id, organisation_id) REFERENCES directory_centre (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE directory_mistake_report IS
  'What visitors say is wrong about a centre; nothing about them. Kept until it is answered, at most one year.';
COMMENT ON COLUMN directory_mistake_report.id IS 'Made with the form: a form that is sent twice is one report.';
COMMENT ON COLUMN directory_mistake_report.kinds IS 'What is wrong, as codes.';
COMMENT ON COLUMN directory_mistake_report.locale IS 'The language of the page that the report is about.';
COMMENT ON COLUMN directory_mistake_report.reported_on IS 'The day in Germany, by the database''s clock; no time of day.';
CREATE INDEX directory_mistake_report_day ON directory_mistake_report (reported_on);

ALTER TABLE directory_mistake_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_mistake_report_own ON directory_mistake_report FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, DELETE ON directory_mistake_report TO app_work;

CREATE FUNCTION directory_report_mistake(report_id uuid, about_slug text, wrong text[], page_locale text)
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
    RETURN 'stored';
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
  'Stores a visitor''s report about a public centre: stored, unknown (no such public centre), or full (50 a centre, 1,000 an organisation and day).';
REVOKE ALL ON FUNCTION directory_report_mistake FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory_report_mistake TO app_portal;
