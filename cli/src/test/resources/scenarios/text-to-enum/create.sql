CREATE SCHEMA types;
CREATE TYPE types.state AS ENUM ('queued', 'running', 'done');
CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL);
INSERT INTO t SELECT g, (ARRAY['queued', 'running', 'done'])[g % 3 + 1] FROM generate_series(1, 100) g;
CREATE INDEX t_state ON t (state);
