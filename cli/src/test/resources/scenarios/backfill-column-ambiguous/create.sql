CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, CASE WHEN g % 3 > 0 THEN g END FROM generate_series(1, 300) g;

CREATE TABLE tasks (id text PRIMARY KEY, size int);
INSERT INTO tasks SELECT 'note ' || g, g * 2 FROM generate_series(1, 200) g;
CREATE SCHEMA other;
CREATE TABLE other.tasks (LIKE tasks INCLUDING ALL);
INSERT INTO tasks SELECT 'NOTE 7', 1;
