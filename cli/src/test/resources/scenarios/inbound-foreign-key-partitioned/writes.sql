INSERT INTO t (id, v) SELECT max(id) + 1, 'new' FROM t;
INSERT INTO child (id, t) SELECT max(id), max(id) FROM t;
INSERT INTO child (id, t) VALUES (3, 20), (1, 30);
UPDATE t SET id = id + 100000 WHERE id = (SELECT min(t) FROM child_2);
DELETE FROM t WHERE id = (SELECT min(t) FROM attached);
