INSERT INTO t (id) SELECT max(id) + 1 FROM t;
INSERT INTO t (id, v, u, w) SELECT max(id) + 1, 3, 4, 5 FROM t;
