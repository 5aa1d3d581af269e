CREATE SCHEMA other;
CREATE TABLE "Kind" (id serial PRIMARY KEY, note text);
CREATE TABLE other.place (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind_id int REFERENCES "Kind");
CREATE TABLE t (id serial PRIMARY KEY, place_id int REFERENCES other.place);
CREATE TABLE apart (id serial PRIMARY KEY, n int);
INSERT INTO "Kind" (note) SELECT 'k' FROM generate_series(1, 20);
INSERT INTO other.place (kind_id) SELECT g FROM generate_series(1, 20) g;
INSERT INTO t (place_id) SELECT 1 + g % 20 FROM generate_series(1, 300) g;
INSERT INTO apart (n) SELECT g FROM generate_series(1, 50) g;
