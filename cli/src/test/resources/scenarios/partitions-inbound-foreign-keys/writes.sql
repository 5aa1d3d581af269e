INSERT INTO t (id, p, v) SELECT max(id) + 1, max(id) + 1, 'new' FROM t;
INSERT INTO plain (id, t, p) SELECT max(id), max(id), max(id) FROM t;
UPDATE t SET id = id + 100000 WHERE id = (SELECT min(t) FROM plain);
DELETE FROM t WHERE id = (SELECT min(t) FROM plain WHERE t > 100 AND t < 100000);
DELETE FROM t WHERE id IN (SELECT min(t) FROM plain WHERE t > 60);
