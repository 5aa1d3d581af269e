CREATE TABLE t (id int PRIMARY KEY, note text, g text GENERATED ALWAYS AS (upper(note)) STORED);
INSERT INTO t (id, note) SELECT g, 'note ' || g FROM generate_series(1, 300) g;
