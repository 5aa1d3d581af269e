INSERT INTO t (parent) SELECT max(id) FROM t;
UPDATE t SET id = -id WHERE id % 60 = 5;
DELETE FROM t WHERE id % 70 = 8;
UPDATE t SET parent = 1 WHERE id % 9 = 2;
