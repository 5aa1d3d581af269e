CREATE TABLE t (id int PRIMARY KEY, v varchar(40), w text COLLATE "C", same text, collated text COLLATE "POSIX");
INSERT INTO t SELECT g, 'v' || g, 'w' || g, 's' || g, 'c' || g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
CREATE INDEX t_w ON t (w DESC);
CREATE UNIQUE INDEX t_same ON t (same, w);
CREATE INDEX t_lower ON t (lower(same));
ALTER TABLE t ADD CHECK (same <> 'x' AND v < 'z');
CREATE VIEW seen AS SELECT id, same || v AS both, w FROM t WHERE same > 'a';
