ALTER TABLE directory_provider
  ADD COLUMN channels jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(channels) = 'array');
COMMENT ON COLUMN directory_provider.channels IS
  '[{kind, value, note}]: further ways to reach it; kind: email, signal, whatsapp, telegram, threema, web.';

ALTER TABLE directory_centre
  ADD COLUMN channels jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(channels) = 'array'),
  ADD COLUMN accessibility_notes jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(accessibility_notes) = 'object'),
  ADD COLUMN alert text CHECK (length(alert) <= 2000),
  ADD COLUMN alert_until date,
  ADD COLUMN checked_by text CHECK (checked_by IN ('centre', 'editor', 'import')),
  DROP CONSTRAINT directory_centre_accessibility_check,
  ADD CONSTRAINT directory_centre_accessibility_check CHECK (accessibility <@
    '{step-free,lift,accessible-toilet,parking,induction-loop,sign-language,quiet-room,child-friendly}'),
  ADD CONSTRAINT directory_centre_position_check
    CHECK (address_visibility = 'full' OR latitude IS NULL OR position_approximate);
COMMENT ON COLUMN directory_centre.channels IS
  '[{kind, value, note}]: further ways to reach it; kind: email, signal, whatsapp, telegram, threema, web.';
COMMENT ON COLUMN directory_centre.accessibility_notes IS '{code: note}: what is to be said about a code.';
COMMENT ON COLUMN directory_centre.alert IS 'A notice about the whole centre that matters now.';
COMMENT ON COLUMN directory_centre.alert_until IS 'The last day on which the notice matters; null: until it is taken away.';
COMMENT ON COLUMN directory_centre.checked_by IS 'Which role last checked the entry; never a person''s name.';

ALTER TABLE directory_service
  ADD COLUMN channels jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(channels) = 'array'),
  ADD COLUMN papers_needed text[] NOT NULL DEFAULT '{}' CHECK (papers_needed <@ '{none,id,residence,letter}'),
  ADD COLUMN papers_note text CHECK (length(papers_note) <= 2000),
  ADD COLUMN alert_until date,
  ADD COLUMN checked_by text CHECK (checked_by IN ('centre', 'editor', 'import')),
  ADD CONSTRAINT directory_service_papers_check CHECK (papers_needed = '{none}' OR NOT 'none' = ANY(papers_needed));
COMMENT ON COLUMN directory_service.channels IS
  '[{kind, value, note}]: further ways to reach it; kind: email, signal, whatsapp, telegram, threema, web.';
COMMENT ON COLUMN directory_service.papers_needed IS
  'Papers without which nobody is helped. {none}: none are needed; empty: nothing is known.';
COMMENT ON COLUMN directory_service.alert_until IS 'The last day on which the notice matters; null: until it is taken away.';
COMMENT ON COLUMN directory_service.checked_by IS 'Which role last checked the entry; never a person''s name.';

ALTER TABLE directory_service_at_centre
  ADD COLUMN channels jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(channels) = 'array'),
  ADD COLUMN hours_office text CHECK (length(hours_office) <= 1000),
  ADD COLUMN capacity text NOT NULL DEFAULT 'unknown' CHECK (capacity IN ('open', 'waiting_list', 'full', 'unknown')),
  ADD COLUMN capacity_on date,
  ADD UNIQUE (id, centre_id, organisation_id);
COMMENT ON COLUMN directory_service_at_centre.channels IS
  '[{kind, value, note}]: further ways to reach it; kind: email, signal, whatsapp, telegram, threema, web.';
COMMENT ON COLUMN directory_service_at_centre.hours_office IS
  'Hours in which the phone is answered, in the opening_hours syntax of OpenStreetMap.';
COMMENT ON COLUMN directory_service_at_centre.capacity IS 'Whether new people are taken on.';
COMMENT ON COLUMN directory_service_at_centre.capacity_on IS 'The day the capacity was last said.';

ALTER TABLE directory_open_interval
  DROP CONSTRAINT directory_open_interval_kind_check,
  ADD CONSTRAINT directory_open_interval_kind_check CHECK (kind IN ('walk_in', 'appointment', 'office')),
  -- The offer's own key to its organisation says the same; a check of each of its many rows is saved.
  DROP CONSTRAINT directory_open_interval_organisation_id_fkey;

CREATE TABLE directory_closure (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  centre_id uuid NOT NULL,
  service_at_centre_id uuid,
  starts_on date NOT NULL,
  ends_on date,
  reason text NOT NULL CHECK (reason IN ('illness', 'holidays', 'works', 'moving', 'training', 'staff', 'other')),
  note text CHECK (length(note) <= 2000),
  changed_at timestamptz NOT NULL,
  CHECK (starts_on <= ends_on),
  UNIQUE (id, organisation_id),
  FOREIGN KEY (centre_id, organisation_id) REFERENCES directory_centre (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (service_at_centre_id, centre_id, organisation_id)
    REFERENCES directory_service_at_centre (id, centre_id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE
);
COMMENT ON TABLE directory_closure IS 'Whole days on which a centre, or one service at it, receives nobody, and why.';
COMMENT ON COLUMN directory_closure.service_at_centre_id IS 'Null: the whole centre is closed.';
COMMENT ON COLUMN directory_closure.ends_on IS 'The last closed day; null: nobody knows yet.';
CREATE INDEX directory_closure_centre ON directory_closure (centre_id);
CREATE INDEX directory_closure_service_at_centre ON directory_closure (service_at_centre_id);

CREATE TABLE directory_language_day (
  service_at_centre_id uuid NOT NULL,
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  language text NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
  weekdays smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
  PRIMARY KEY (service_at_centre_id, language),
  FOREIGN KEY (service_at_centre_id, organisation_id)
    REFERENCES directory_service_at_centre (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE directory_language_day IS 'On which weekdays a language is spoken at an offer. A language without a row: on every day.';
COMMENT ON COLUMN directory_language_day.language IS 'BCP 47 code.';
COMMENT ON COLUMN directory_language_day.weekdays IS '1 is Monday, 7 is Sunday; empty: every day.';

ALTER TABLE directory_closure ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_language_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_closure_own ON directory_closure FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_language_day_own ON directory_language_day FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_closure, directory_language_day TO app_work;

DROP VIEW directory_v_open_interval;
DROP VIEW directory_v_offer;
DROP VIEW directory_v_centre;

CREATE VIEW directory_v_provider AS
  SELECT id AS provider_id, source, external_id, name, description, phones, email, website, channels, changed_at
  FROM directory_provider
  WHERE organisation_id = nullif(current_setting('app.org', true), '')::uuid AND archived_at IS NULL;
COMMENT ON VIEW directory_v_provider IS 'Providers as the public may see them.';

CREATE VIEW directory_v_centre AS
  SELECT c.id AS centre_id, c.source, c.external_id, c.provider_id, c.slug, c.name, c.description,
    p.name AS provider_name, p.website AS provider_website, c.address_visibility,
    CASE WHEN c.address_visibility = 'full' THEN c.street END AS street,
    CASE WHEN c.address_visibility = 'full' THEN c.postcode END AS postcode,
    CASE WHEN c.address_visibility <> 'hidden' THEN c.town END AS town,
    c.municipality_key, c.county_key, c.latitude, c.longitude, c.position_approximate,
    c.phones, c.email, c.website, c.channels,
    CASE WHEN c.address_visibility = 'full' THEN c.access_note END AS access_note,
    c.accessibility, c.accessibility_note, c.accessibility_notes, c.alert, c.alert_until::text AS alert_until,
    c.checked_on::text AS checked_on, c.checked_by, c.changed_at
  FROM directory_centre c
  JOIN directory_v_provider p ON p.provider_id = c.provider_id
  WHERE c.organisation_id = nullif(current_setting('app.org', true), '')::uuid AND c.archived_at IS NULL;
COMMENT ON VIEW directory_v_centre IS
  'Centres as the public may see them; an address that is not public is left out here, and how to find it. Days are ISO text.';

CREATE VIEW directory_v_service AS
  SELECT s.id AS service_id, s.source, s.external_id, s.provider_id, p.name AS provider_name, s.name, s.description,
    s.status, s.programme, s.topics, s.situations, s.minimum_age, s.maximum_age, s.anonymous_possible,
    s.interpreter_on_request, s.catchment, s.languages, s.phones, s.email, s.website, s.channels, s.fees_note,
    s.eligibility_note, s.application_note, s.papers_needed, s.papers_note, s.alert,
    s.alert_until::text AS alert_until, s.checked_on::text AS checked_on, s.checked_by, s.changed_at
  FROM directory_service s
  JOIN directory_v_provider p ON p.provider_id = s.provider_id
  WHERE s.organisation_id = nullif(current_setting('app.org', true), '')::uuid
    AND s.archived_at IS NULL AND s.status = 'active';
COMMENT ON VIEW directory_v_service IS 'Services as the public may see them: running ones. Days are ISO text.';

CREATE VIEW directory_v_offer AS
  SELECT o.id AS offer_id, o.source, o.external_id, o.service_id, c.centre_id, s.provider_id,
    c.slug AS centre_slug, c.name AS centre_name, s.provider_name, s.name AS service_name,
    o.description AS own_description, coalesce(o.description, s.description) AS description, s.programme, s.topics,
    s.situations, s.minimum_age, s.maximum_age, s.anonymous_possible, s.interpreter_on_request,
    o.languages AS own_languages,
    CASE WHEN o.languages = '{}' THEN s.languages ELSE o.languages END || ARRAY(
      SELECT day.language FROM directory_language_day day
      WHERE day.service_at_centre_id = o.id
        AND day.language <> ALL (CASE WHEN o.languages = '{}' THEN s.languages ELSE o.languages END)
      ORDER BY day.language) AS languages,
    (SELECT coalesce(jsonb_object_agg(day.language, day.weekdays), '{}') FROM directory_language_day day
      WHERE day.service_at_centre_id = o.id) AS language_days,
    o.catchment AS own_catchment, s.catchment AS service_catchment,
    o.by_appointment_only, o.hours_walk_in, o.hours_appointment, o.hours_office, o.hours_please_call, o.hours_note,
    o.capacity, o.capacity_on::text AS capacity_on,
    o.phones AS own_phones, o.email AS own_email, o.channels AS own_channels,
    CASE WHEN o.phones <> '[]' THEN o.phones WHEN s.phones <> '[]' THEN s.phones ELSE c.phones END AS phones,
    coalesce(o.email, s.email, c.email) AS email,
    CASE WHEN o.channels <> '[]' THEN o.channels WHEN s.channels <> '[]' THEN s.channels ELSE c.channels END
      AS channels,
    s.website, s.fees_note, s.eligibility_note, s.application_note, s.papers_needed, s.papers_note, s.alert,
    s.alert_until, c.address_visibility, c.street, c.postcode, c.town, c.municipality_key, c.county_key, c.latitude,
    c.longitude, c.position_approximate, s.checked_on, s.checked_by, o.changed_at
  FROM directory_service_at_centre o
  JOIN directory_v_service s ON s.service_id = o.service_id
  JOIN directory_v_centre c ON c.centre_id = o.centre_id
  WHERE o.organisation_id = nullif(current_setting('app.org', true), '')::uuid;
COMMENT ON VIEW directory_v_offer IS
  'Services at centres as the public may see them: running ones, at public centres. own_…: without what service and centre add. Days are ISO text.';

CREATE VIEW directory_v_closure AS
  SELECT shut.id AS closure_id, shut.centre_id, c.slug AS centre_slug, c.name AS centre_name,
    shut.service_at_centre_id AS offer_id, o.service_name, shut.starts_on::text AS starts_on,
    shut.ends_on::text AS ends_on, shut.reason, shut.note, shut.changed_at
  FROM directory_closure shut
  JOIN directory_v_centre c ON c.centre_id = shut.centre_id
  LEFT JOIN directory_v_offer o ON o.offer_id = shut.service_at_centre_id
  WHERE shut.organisation_id = nullif(current_setting('app.org', true), '')::uuid
    AND (shut.service_at_centre_id IS NULL OR o.offer_id IS NOT NULL);
COMMENT ON VIEW directory_v_closure IS
  'Closures of public centres and of what is public there; offer_id null: the whole centre. Days are ISO text.';

CREATE VIEW directory_v_open_interval AS
  SELECT service_at_centre_id AS offer_id, kind, starts_at, ends_at
  FROM directory_open_interval
  WHERE organisation_id = nullif(current_setting('app.org', true), '')::uuid;
COMMENT ON VIEW directory_v_open_interval IS 'When people are received, and when the phone is answered, for the public.';

GRANT SELECT ON directory_v_provider, directory_v_centre, directory_v_service, directory_v_offer, directory_v_closure,
  directory_v_open_interval TO app_portal, app_work;
