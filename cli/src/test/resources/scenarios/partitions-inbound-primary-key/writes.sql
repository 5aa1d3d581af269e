INSERT INTO t (id, p, up, v) SELECT max(id) + 1, 1000 + max(id), max(id) + 1, 'new' FROM t;
INSERT INTO plain (id, t, p) SELECT id, id, p FROM t WHERE p = (SELECT max(p) FROM t);
INSERT INTO parted (id, t, p) SELECT id, id, p FROM t WHERE p = (SELECT max(p) FROM t);
INSERT INTO early (t, p) SELECT id, p FROM t WHERE p = 7;
UPDATE t SET id = -id WHERE id = (SELECT max(t) FROM plain WHERE t < 250);
DELETE FROM t WHERE id = (SELECT min(t) FROM plain WHERE t > 100);
DELETE FROM t WHERE id = (SELECT min(t) FROM plain WHERE t > 60);
