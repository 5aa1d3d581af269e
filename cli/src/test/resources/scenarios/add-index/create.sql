CREATE SCHEMA app;
CREATE TABLE app.events (id bigint PRIMARY KEY, kind text NOT NULL, "At" timestamptz, body jsonb);
INSERT INTO app.events SELECT g, 'kind ' || g % 7, to_timestamp(g), jsonb_build_object('n', g) FROM generate_series(1, 500) g;
CREATE TABLE app.other (id bigint);
CREATE INDEX events_id_idx ON app.events (id, kind);
