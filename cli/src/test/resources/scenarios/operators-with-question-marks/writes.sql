INSERT INTO t (id, kind, data) SELECT max(id) + 1, NULL, '{"name": "?"}' FROM t;
UPDATE t SET note = note || '?' WHERE id % 9 = 0;
