INSERT INTO t (id, p, up) SELECT max(p) + 1, max(p) + 1, max(p) + 1 FROM t;
UPDATE t SET up = NULL WHERE p % 7 = 0;
DELETE FROM t WHERE p = (SELECT min(p) FROM t);
