INSERT INTO t (id, a, b, c) SELECT max(id) + 1, max(a) + 1, max(b) + 2, NULL FROM t;
UPDATE t SET b = b + 2;
INSERT INTO t (id, a, b, c) SELECT max(id) + 1, NULL, max(b) + 2, 'n' FROM t;
