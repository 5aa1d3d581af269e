INSERT INTO t (code, v) SELECT max(code::text::int) + 1, 'new' FROM t;
UPDATE t SET v = 'w' WHERE code::text::int % 7 = 1;
