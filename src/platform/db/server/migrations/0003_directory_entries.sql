-- No index here begins with organisation_id: nearly all rows share one, and a planner without statistics would still choose it.
CREATE TABLE directory_provider (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  external_id text NOT NULL DEFAULT gen_random_uuid() CHECK (length(external_id) BETWEEN 1 AND 200),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text CHECK (length(description) <= 10000),
  phones jsonb NOT NULL DEFAULT '[]',
  email text CHECK (length(email) <= 254),
  website text CHECK (website ~ '^https?://' AND length(website) <= 2000),
  import_hash text,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz,
  UNIQUE (id, organisation_id),
  UNIQUE (external_id, source, organisation_id)
);
COMMENT ON TABLE directory_provider IS 'Bodies that run centres and services (HSDS organization). Public, no personal data.';
COMMENT ON COLUMN directory_provider.source IS 'Where the entry comes from: the name given to an import.';
COMMENT ON COLUMN directory_provider.external_id IS 'The entry''s id at its source.';
COMMENT ON COLUMN directory_provider.import_hash IS 'SHA-256 of the content last imported; null when never imported.';
COMMENT ON COLUMN directory_provider.email IS 'Address of the body, public.';

CREATE TABLE directory_centre (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  provider_id uuid,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  external_id text NOT NULL DEFAULT gen_random_uuid() CHECK (length(external_id) BETWEEN 1 AND 200),
  slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text CHECK (length(description) <= 10000),
  address_visibility text NOT NULL DEFAULT 'full' CHECK (address_visibility IN ('full', 'town', 'hidden')),
  street text CHECK (length(street) <= 310),
  postcode text CHECK (length(postcode) <= 12),
  town text CHECK (length(town) <= 200),
  municipality_key text CHECK (municipality_key ~ '^[0-9]{8}$'),
  county_key text CHECK (county_key ~ '^[0-9]{5}$'),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  position_approximate boolean NOT NULL DEFAULT false,
  phones jsonb NOT NULL DEFAULT '[]',
  email text CHECK (length(email) <= 254),
  website text CHECK (website ~ '^https?://' AND length(website) <= 2000),
  access_note text CHECK (length(access_note) <= 2000),
  accessibility text[] NOT NULL DEFAULT '{}'
    CHECK (accessibility <@ '{step-free,lift,accessible-toilet,induction-loop,child-friendly}'),
  accessibility_note text CHECK (length(accessibility_note) <= 2000),
  checked_on date,
  import_hash text,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz,
  CHECK ((latitude IS NULL) = (longitude IS NULL)),
  UNIQUE (id, organisation_id),
  UNIQUE (external_id, source, organisation_id),
  UNIQUE (slug, organisation_id),
  FOREIGN KEY (provider_id, organisation_id) REFERENCES directory_provider (id, organisation_id)
);
COMMENT ON TABLE directory_centre IS 'Places people can go to (HSDS location). Public except addresses that are not fully visible.';
COMMENT ON COLUMN directory_centre.slug IS 'Name in public addresses; never changes, so that links and printed cards stay valid.';
COMMENT ON COLUMN directory_centre.address_visibility IS 'What the public sees: full; town (postcode and town); hidden (none of it). Not full: the position is the municipality''s centre.';
COMMENT ON COLUMN directory_centre.position_approximate IS 'The position is the municipality''s centre, not the house.';
COMMENT ON COLUMN directory_centre.phones IS '[{number, kind, note}]';
COMMENT ON COLUMN directory_centre.email IS 'Address of the centre, public.';
COMMENT ON COLUMN directory_centre.access_note IS 'How to get in, in words.';
COMMENT ON COLUMN directory_centre.checked_on IS 'The day someone last checked the entry.';
CREATE INDEX directory_centre_position ON directory_centre (latitude, longitude);
CREATE INDEX directory_centre_provider ON directory_centre (provider_id);

CREATE TABLE directory_service (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  provider_id uuid NOT NULL,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  external_id text NOT NULL DEFAULT gen_random_uuid() CHECK (length(external_id) BETWEEN 1 AND 200),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text CHECK (length(description) <= 10000),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'defunct', 'temporarily closed')),
  programme text CHECK (programme IN ('mbe', 'jmd', 'fsa', 'amm', 'tandem', 'groups', 'opening', 'other')),
  topics text[] NOT NULL DEFAULT '{}'
    CHECK (topics <@ '{letter,residence,work,school,german,housing,money,family,health,talk,danger}'),
  situations text[] NOT NULL DEFAULT '{}'
    CHECK (situations <@ '{asylum,tolerated,permit,eu,repatriate,german,noPapers,other}'),
  minimum_age smallint CHECK (minimum_age BETWEEN 0 AND 130),
  maximum_age smallint CHECK (maximum_age BETWEEN 0 AND 130),
  anonymous_possible boolean NOT NULL DEFAULT false,
  interpreter_on_request boolean NOT NULL DEFAULT false,
  catchment text[] NOT NULL DEFAULT '{}',
  languages text[] NOT NULL DEFAULT '{}',
  phones jsonb NOT NULL DEFAULT '[]',
  email text CHECK (length(email) <= 254),
  website text CHECK (website ~ '^https?://' AND length(website) <= 2000),
  fees_note text CHECK (length(fees_note) <= 2000),
  eligibility_note text CHECK (length(eligibility_note) <= 2000),
  application_note text CHECK (length(application_note) <= 2000),
  alert text CHECK (length(alert) <= 2000),
  checked_on date,
  import_hash text,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz,
  CHECK (minimum_age <= maximum_age),
  UNIQUE (id, organisation_id),
  UNIQUE (external_id, source, organisation_id),
  FOREIGN KEY (provider_id, organisation_id) REFERENCES directory_provider (id, organisation_id)
);
COMMENT ON TABLE directory_service IS 'What a provider offers, and for whom (HSDS service). Public, no personal data.';
COMMENT ON COLUMN directory_service.catchment IS 'Keys of the areas it is responsible for: 2 digits a state, 5 a county, 8 a municipality. Empty: none is named.';
COMMENT ON COLUMN directory_service.situations IS 'Residence situations it is meant for; empty: everyone.';
COMMENT ON COLUMN directory_service.application_note IS 'How to come, and what to bring.';
COMMENT ON COLUMN directory_service.alert IS 'A notice that matters now, such as a closure and its reason.';
COMMENT ON COLUMN directory_service.languages IS 'BCP 47 codes.';
COMMENT ON COLUMN directory_service.email IS 'Address of the service, public.';
CREATE INDEX directory_service_catchment ON directory_service USING gin (catchment);
CREATE INDEX directory_service_programme ON directory_service (programme);
CREATE INDEX directory_service_provider ON directory_service (provider_id);

CREATE TABLE directory_service_at_centre (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  service_id uuid NOT NULL,
  centre_id uuid NOT NULL,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  external_id text NOT NULL DEFAULT gen_random_uuid() CHECK (length(external_id) BETWEEN 1 AND 200),
  description text CHECK (length(description) <= 10000),
  catchment text[] NOT NULL DEFAULT '{}',
  languages text[] NOT NULL DEFAULT '{}',
  hours_walk_in text CHECK (length(hours_walk_in) <= 1000),
  hours_appointment text CHECK (length(hours_appointment) <= 1000),
  hours_please_call boolean NOT NULL DEFAULT false,
  by_appointment_only boolean NOT NULL DEFAULT false,
  hours_note text CHECK (length(hours_note) <= 2000),
  phones jsonb NOT NULL DEFAULT '[]',
  email text CHECK (length(email) <= 254),
  import_hash text,
  changed_at timestamptz NOT NULL,
  UNIQUE (id, organisation_id),
  UNIQUE (external_id, source, organisation_id),
  FOREIGN KEY (service_id, organisation_id) REFERENCES directory_service (id, organisation_id) ON DELETE CASCADE,
  FOREIGN KEY (centre_id, organisation_id) REFERENCES directory_centre (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE directory_service_at_centre IS 'A service offered at a centre (HSDS service_at_location): the offer a visitor is shown.';
COMMENT ON COLUMN directory_service_at_centre.catchment IS 'Its own areas; empty: the service''s.';
COMMENT ON COLUMN directory_service_at_centre.languages IS 'BCP 47 codes of the languages spoken there; empty: the service''s.';
COMMENT ON COLUMN directory_service_at_centre.hours_walk_in IS 'Hours without an appointment, in the opening_hours syntax of OpenStreetMap.';
COMMENT ON COLUMN directory_service_at_centre.hours_please_call IS 'The hours are written correctly but cannot be computed for the coming days.';
COMMENT ON COLUMN directory_service_at_centre.hours_note IS 'Hours in words, also those that could not be understood.';
COMMENT ON COLUMN directory_service_at_centre.email IS 'Address of the offer, public.';
CREATE INDEX directory_service_at_centre_service ON directory_service_at_centre (service_id);
CREATE INDEX directory_service_at_centre_centre ON directory_service_at_centre (centre_id);
CREATE INDEX directory_service_at_centre_catchment ON directory_service_at_centre USING gin (catchment);

CREATE TABLE directory_open_interval (
  service_at_centre_id uuid NOT NULL,
  organisation_id uuid NOT NULL DEFAULT nullif(current_setting('app.org', true), '')::uuid
    REFERENCES access_organisation ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('walk_in', 'appointment')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  CHECK (starts_at < ends_at),
  PRIMARY KEY (service_at_centre_id, kind, starts_at),
  FOREIGN KEY (service_at_centre_id, organisation_id)
    REFERENCES directory_service_at_centre (id, organisation_id) ON DELETE CASCADE
);
COMMENT ON TABLE directory_open_interval IS 'When people are received in the next 60 days, computed from the hours on save and once a day.';

ALTER TABLE directory_provider ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_centre ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_service_at_centre ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_open_interval ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_provider_own ON directory_provider FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_centre_own ON directory_centre FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_service_own ON directory_service FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_service_at_centre_own ON directory_service_at_centre FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
CREATE POLICY directory_open_interval_own ON directory_open_interval FOR ALL TO app_work
  USING (organisation_id = nullif(current_setting('app.org', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.org', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE
  ON directory_provider, directory_centre, directory_service, directory_service_at_centre, directory_open_interval
  TO app_work;

CREATE VIEW directory_v_centre AS
  SELECT c.id AS centre_id, c.slug, c.name, c.description, p.name AS provider_name, p.website AS provider_website,
    CASE WHEN c.address_visibility = 'full' THEN c.street END AS street,
    CASE WHEN c.address_visibility <> 'hidden' THEN c.postcode END AS postcode,
    CASE WHEN c.address_visibility <> 'hidden' THEN c.town END AS town,
    c.municipality_key, c.county_key, c.latitude, c.longitude, c.position_approximate,
    c.phones, c.email, c.website,
    c.access_note, c.accessibility, c.accessibility_note, c.checked_on
  FROM directory_centre c
  JOIN directory_provider p ON p.organisation_id = c.organisation_id AND p.id = c.provider_id
  WHERE c.organisation_id = nullif(current_setting('app.org', true), '')::uuid
    AND c.archived_at IS NULL AND p.archived_at IS NULL;
COMMENT ON VIEW directory_v_centre IS 'Centres as the public may see them; an address that is not public is left out here.';

CREATE VIEW directory_v_offer AS
  SELECT o.id AS offer_id, c.centre_id, c.slug AS centre_slug, c.name AS centre_name, p.name AS provider_name,
    s.name AS service_name, coalesce(o.description, s.description) AS description, s.programme, s.topics,
    s.situations, s.minimum_age, s.maximum_age, s.anonymous_possible, s.interpreter_on_request,
    CASE WHEN o.languages = '{}' THEN s.languages ELSE o.languages END AS languages,
    o.catchment AS own_catchment, s.catchment AS service_catchment,
    o.by_appointment_only, o.hours_walk_in IS NOT NULL AS has_walk_in_hours,
    o.hours_appointment IS NOT NULL AS has_appointment_hours, o.hours_note,
    CASE WHEN o.phones <> '[]' THEN o.phones WHEN s.phones <> '[]' THEN s.phones ELSE c.phones END AS phones,
    coalesce(o.email, s.email, c.email) AS email, s.website, s.fees_note, s.eligibility_note,
    s.application_note, s.alert,
    c.street, c.postcode, c.town, c.municipality_key, c.county_key, c.latitude, c.longitude,
    c.position_approximate, s.checked_on
  FROM directory_service_at_centre o
  JOIN directory_service s ON s.organisation_id = o.organisation_id AND s.id = o.service_id
  JOIN directory_v_centre c ON c.centre_id = o.centre_id
  JOIN directory_provider p ON p.organisation_id = s.organisation_id AND p.id = s.provider_id
  WHERE o.organisation_id = nullif(current_setting('app.org', true), '')::uuid
    AND s.archived_at IS NULL AND p.archived_at IS NULL AND s.status = 'active';
COMMENT ON VIEW directory_v_offer IS 'Services at centres as the public may see them: running ones, at public centres.';

CREATE VIEW directory_v_open_interval AS
  SELECT service_at_centre_id AS offer_id, kind, starts_at, ends_at
  FROM directory_open_interval
  WHERE organisation_id = nullif(current_setting('app.org', true), '')::uuid;
COMMENT ON VIEW directory_v_open_interval IS 'When people are received, for the public.';

GRANT SELECT ON directory_v_centre, directory_v_offer, directory_v_open_interval TO app_portal, app_work;
