-- Every process that keeps public pages in memory hears of a change once a transaction, whoever made it.
CREATE FUNCTION platform_tell_public_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('public_change', '');
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION platform_tell_public_change() IS 'Tells listeners on public_change that public pages may read otherwise now.';

DO $$
DECLARE
  changed text;
BEGIN
  FOREACH changed IN ARRAY ARRAY[
    'directory_provider', 'directory_centre', 'directory_service', 'directory_service_at_centre',
    'directory_open_interval', 'directory_closure', 'directory_language_day',
    'places_county', 'places_municipality', 'places_name', 'places_postcode', 'places_postcode_municipality',
    'places_source', 'access_organisation', 'access_installation'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION platform_tell_public_change()',
      changed || '_public_change', changed);
  END LOOP;
END
$$;

-- Places are searched in memory now; nobody asks these indexes any more.
DROP INDEX places_name_prefix, places_name_bare_prefix, places_name_suffix, places_name_bare_suffix, places_postcode_prefix;
