INSERT INTO t (id, v) SELECT max(id) + 1, 'new' FROM t;
INSERT INTO child (id, t) SELECT max(id), max(id) FROM t;
INSERT INTO child (id, t) SELECT 3, max(id) FROM t;
INSERT INTO child (id, t) SELECT 1, max(id) FROM t;
UPDATE t SET id = -id WHERE id = (SELECT max(t) FROM child_2);
DELETE FROM t WHERE id = (SELECT min(t) FROM attached);
