INSERT INTO t (v) VALUES ('new'), ('new');
INSERT INTO s (t) SELECT max(id) FROM t;
