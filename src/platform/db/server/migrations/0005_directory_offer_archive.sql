ALTER TABLE directory_service_at_centre ADD COLUMN archived_at timestamptz;
COMMENT ON COLUMN directory_service_at_centre.archived_at IS
  'Set while the offer is out of public sight; then it has no open intervals.';

CREATE OR REPLACE VIEW directory_v_offer AS
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
  WHERE o.organisation_id = nullif(current_setting('app.org', true), '')::uuid AND o.archived_at IS NULL;
