INSERT INTO t (v) VALUES ('new');
INSERT INTO child SELECT max(id) + 1000, 1, max(id) FROM t;
DELETE FROM t WHERE id IN (SELECT min(t) FROM child);
