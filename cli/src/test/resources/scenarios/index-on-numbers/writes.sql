INSERT INTO t (id, m) SELECT md5(count(*)::text || 'more')::uuid, count(*) FROM t;
UPDATE t SET n = n + 1 WHERE m % 10 = 0;
UPDATE t SET n = NULL, ns = ns || 5 WHERE m = -12;
