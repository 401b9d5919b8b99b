CREATE TABLE places_county (
  key text PRIMARY KEY CHECK (key ~ '^[0-9]{5}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (kind IN ('city', 'county')),
  state_key text NOT NULL CHECK (state_key ~ '^[0-9]{2}$'),
  state_name text NOT NULL CHECK (length(state_name) BETWEEN 1 AND 200),
  CHECK (left(key, 2) = state_key)
);
COMMENT ON TABLE places_county IS 'Counties and county-level cities of Germany. Public reference data of no organisation.';

CREATE TABLE places_municipality (
  key text PRIMARY KEY CHECK (key ~ '^[0-9]{8}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (kind IN ('town', 'municipality', 'unincorporated')),
  county_key text NOT NULL REFERENCES places_county,
  latitude double precision NOT NULL CHECK (latitude BETWEEN 47 AND 55.2),
  longitude double precision NOT NULL CHECK (longitude BETWEEN 5.8 AND 15.1),
  population integer CHECK (population >= 0),
  imported_at timestamptz,
  CHECK (left(key, 5) = county_key)
);
COMMENT ON TABLE places_municipality IS 'Municipalities of Germany by official key (AGS). Public reference data of no organisation.';
COMMENT ON COLUMN places_municipality.latitude IS 'Centre of the area, WGS 84 degrees.';
COMMENT ON COLUMN places_municipality.population IS 'Approximate; for the order of a list only.';
COMMENT ON COLUMN places_municipality.imported_at IS 'When an import brought this row; the reference load leaves it alone. Null: from the reference data.';
CREATE INDEX places_municipality_county ON places_municipality (county_key);

CREATE TABLE places_name (
  municipality_key text NOT NULL REFERENCES places_municipality ON DELETE CASCADE,
  folded text NOT NULL,
  bare text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (kind IN ('official', 'second')),
  PRIMARY KEY (municipality_key, folded)
);
COMMENT ON TABLE places_name IS 'Every name a municipality is found by: its official one, second ones in other languages, merged municipalities and localities in it.';
COMMENT ON COLUMN places_name.folded IS 'The name as searchers'' spellings are compared (foldPlaceName).';
COMMENT ON COLUMN places_name.bare IS 'The folded name without its qualifier: neustadt for Neustadt in Sachsen.';
CREATE UNIQUE INDEX places_name_one_official ON places_name (municipality_key) WHERE kind = 'official';
CREATE INDEX places_name_prefix ON places_name (folded text_pattern_ops);
CREATE INDEX places_name_bare_prefix ON places_name (bare text_pattern_ops);
CREATE INDEX places_name_suffix ON places_name (reverse(folded) text_pattern_ops);
CREATE INDEX places_name_bare_suffix ON places_name (reverse(bare) text_pattern_ops);

CREATE TABLE places_postcode (
  postcode text PRIMARY KEY CHECK (postcode ~ '^[0-9]{5}$'),
  latitude double precision CHECK (latitude BETWEEN 47 AND 55.2),
  longitude double precision CHECK (longitude BETWEEN 5.8 AND 15.1),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
);
COMMENT ON TABLE places_postcode IS 'German postcodes. Contains information from OpenStreetMap, made available under the ODbL 1.0. Public.';
COMMENT ON COLUMN places_postcode.latitude IS 'Brought by an import; null: the postcode stands at the centre of its municipality.';
CREATE INDEX places_postcode_prefix ON places_postcode (postcode text_pattern_ops);

CREATE TABLE places_postcode_municipality (
  postcode text NOT NULL REFERENCES places_postcode ON DELETE CASCADE,
  municipality_key text NOT NULL REFERENCES places_municipality ON DELETE CASCADE,
  PRIMARY KEY (postcode, municipality_key)
);
COMMENT ON TABLE places_postcode_municipality IS 'Which municipalities a postcode reaches into. Contains information from OpenStreetMap, made available under the ODbL 1.0. Public.';
CREATE INDEX places_postcode_municipality_key ON places_postcode_municipality (municipality_key);

CREATE TABLE places_source (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 60),
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz NOT NULL
);
COMMENT ON TABLE places_source IS 'Which content of the reference data was loaded last (SHA-256 of the files), and when.';

GRANT SELECT
  ON places_county, places_municipality, places_name, places_postcode, places_postcode_municipality, places_source
  TO app_portal, app_work;
