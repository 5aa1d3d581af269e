INSERT INTO t (id, v, w) SELECT max(id) + 1, max(v) + 1, max(w) + 1 FROM t;
INSERT INTO child SELECT max(id), max(v), max(w) FROM t;
UPDATE t SET v = -v WHERE v IN (SELECT v FROM child ORDER BY v LIMIT 3);
