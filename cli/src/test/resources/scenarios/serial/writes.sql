INSERT INTO t (v) VALUES ('new'), ('new');
INSERT INTO beside (v) VALUES ('new');
INSERT INTO t (id, v) SELECT -(max(id) + 1), 'given' FROM t;
INSERT INTO own_name (v) VALUES ('new');
