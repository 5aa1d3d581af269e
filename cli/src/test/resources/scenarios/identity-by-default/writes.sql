INSERT INTO t (v) VALUES ('new'), ('new');
INSERT INTO t (id, v) SELECT -(max(id)), 'given' FROM t;
