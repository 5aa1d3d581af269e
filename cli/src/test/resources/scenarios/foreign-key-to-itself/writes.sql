INSERT INTO t (id, parent, note) SELECT max(id) + 1, max(id), 'x' FROM t;
UPDATE t SET parent = 1 WHERE id % 9 = 2;
