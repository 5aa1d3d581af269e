INSERT INTO t (id, other) SELECT max(id) + 1, max(other) + 1 FROM t;
UPDATE t SET id = id + 1;
