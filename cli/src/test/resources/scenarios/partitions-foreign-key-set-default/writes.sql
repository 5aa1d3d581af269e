INSERT INTO t (id, v) SELECT max(id) + 1, 3 FROM t;
DELETE FROM other WHERE id = (SELECT max(v) FROM t);
UPDATE other SET id = -id WHERE id = (SELECT max(v) FROM t);
DELETE FROM other WHERE id = (SELECT max(v) FROM t WHERE v < 90);
