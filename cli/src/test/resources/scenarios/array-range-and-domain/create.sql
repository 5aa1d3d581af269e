CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, a text[] DEFAULT '{}', d positive, r int4range, b bit(4), i interval);
INSERT INTO t SELECT g, ARRAY['a' || g], g, int4range(g, g + 5), g::bit(4), g * interval '1 day' FROM generate_series(1, 100) g;
CREATE INDEX t_a ON t USING gin (a);
CREATE INDEX t_d ON t (d);
ALTER TABLE t ADD CONSTRAINT t_d_check CHECK (d <> 5000);
