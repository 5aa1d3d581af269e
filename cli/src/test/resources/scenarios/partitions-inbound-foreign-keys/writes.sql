INSERT INTO t (id, p, v) SELECT max(id) + 1, 1000 + max(id), 'new' FROM t;
INSERT INTO plain (id, t, p) SELECT id, id, p FROM t WHERE p = (SELECT max(p) FROM t);
UPDATE t SET id = -id WHERE id = (SELECT max(t) FROM plain WHERE t < 250);
DELETE FROM t WHERE id = (SELECT min(t) FROM plain WHERE t > 100);
DELETE FROM t WHERE id = (SELECT min(t) FROM plain WHERE t > 60);
