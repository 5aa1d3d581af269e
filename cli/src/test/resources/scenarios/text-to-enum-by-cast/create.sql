CREATE SCHEMA app;
CREATE TYPE app."Mood" AS ENUM ('good', 'bad', 'none');
CREATE TABLE app.t (id int PRIMARY KEY, v text NOT NULL, w varchar(10), old app."Mood");
CREATE INDEX t_v ON app.t (v);
INSERT INTO app.t SELECT g, (ARRAY['good', 'bad', ' Bad '])[1 + g % 3], (ARRAY['good', NULL])[1 + g % 2], 'none'
FROM generate_series(1, 1000) g;
