INSERT INTO t (id, code, flags) SELECT max(id) + 1, 'new', B'10101010' FROM t;
UPDATE t SET code = 'w' || id, short = 'z', flags = B'00001111' WHERE id % 10 = 0;
