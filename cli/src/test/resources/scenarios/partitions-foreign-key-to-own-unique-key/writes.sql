INSERT INTO t (id, p) SELECT max(id) + 1, max(id) + 1 FROM t;
UPDATE t SET up = id WHERE up IS NULL AND id % 2 = 0;
