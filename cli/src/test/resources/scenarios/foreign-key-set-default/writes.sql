INSERT INTO t (id, p, q, up, late) SELECT max(id) + 1, 7, 1, 8, 9 FROM t;
UPDATE other SET id = -id WHERE id = (SELECT max(p) FROM t);
DELETE FROM pair WHERE a = (SELECT max(p) FROM t);
DELETE FROM t WHERE id = (SELECT max(up) FROM t);
DELETE FROM other WHERE id = (SELECT max(late) FROM t WHERE late < (SELECT max(p) FROM t));
