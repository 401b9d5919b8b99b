CREATE TABLE publishing_barrier_report (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES access_organisation ON DELETE CASCADE,
  page text NOT NULL
    CHECK (page IN ('/', '/start', '/find', '/find/results', '/centres', '/centre', '/card', '/about')),
  kind text NOT NULL
    CHECK (kind IN ('keyboard', 'screenreader', 'contrast', 'words', 'zoom', 'video', 'form', 'other')),
  locale text NOT NULL CHECK (locale ~ '^[a-z]{2,3}(-[a-z]{2,8})?$'),
  reported_on date NOT NULL,
  PRIMARY KEY (id, organisation_id)
);
COMMENT ON TABLE publishing_barrier_report IS
  'Messages that something on the portal is a barrier. Codes only: says nothing about who sent it. Retention: one year after reported_on.';
COMMENT ON COLUMN publishing_barrier_report.id IS 'Made by the form, not by the database: the same form sent twice is one report.';
COMMENT ON COLUMN publishing_barrier_report.page IS 'Place in the portal, without language, name of a centre or question.';
COMMENT ON COLUMN publishing_barrier_report.reported_on IS 'The day in Germany; no time, so that nobody can be told from a log.';
CREATE INDEX publishing_barrier_report_day ON publishing_barrier_report (reported_on);

ALTER TABLE publishing_barrier_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY publishing_barrier_report_own ON publishing_barrier_report FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, DELETE ON publishing_barrier_report TO app_work;

-- 200 reports a day and organisation: far more than people send, and less than 30 kB.
CREATE FUNCTION publishing_report_barrier(report uuid, on_page text, of_kind text, in_locale text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  organisation constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  today constant date := (now() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('publishing_report_barrier'), hashtext(organisation::text));
  IF EXISTS (SELECT FROM publishing_barrier_report WHERE id = report AND organisation_id = organisation) THEN
    RETURN 'known';
  END IF;
  IF (SELECT count(*) FROM publishing_barrier_report
      WHERE organisation_id = organisation AND reported_on = today) >= 200 THEN
    RETURN 'full';
  END IF;
  INSERT INTO publishing_barrier_report (id, organisation_id, page, kind, locale, reported_on)
  VALUES (report, organisation, on_page, of_kind, in_locale, today);
  RETURN 'stored';
END
$$;
COMMENT ON FUNCTION publishing_report_barrier IS
  'Stores one report for the organisation of the transaction: stored, known (sent before) or full (enough for today). The only way the portal writes here.';
REVOKE ALL ON FUNCTION publishing_report_barrier FROM PUBLIC;
GRANT EXECUTE ON FUNCTION publishing_report_barrier TO app_portal;
