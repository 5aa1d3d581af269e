INSERT INTO t (favourite) SELECT max(id) FROM child;
INSERT INTO child SELECT max(t.id) + 1000, max(t.id) FROM t;
DELETE FROM child WHERE id % 60 = 1;
DELETE FROM t WHERE id % 80 = 4;
