UPDATE t SET v = 'x' || id, same = 'y' || id WHERE id % 10 = 0;
INSERT INTO t (id, v, w, same) SELECT max(id) + 1, 'n', 'm', 'o' || max(id) FROM t;
UPDATE t SET w = 'other' || id WHERE id % 10 = 3;
