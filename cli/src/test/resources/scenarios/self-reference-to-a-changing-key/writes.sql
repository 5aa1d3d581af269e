INSERT INTO t (parent) SELECT max(id) FROM t;
UPDATE t SET id = -id WHERE id % 60 = 5;
DELETE FROM t WHERE id % 70 = 8;
