INSERT INTO t (v) VALUES ('new');
INSERT INTO child SELECT max(id), max(id) FROM t;
