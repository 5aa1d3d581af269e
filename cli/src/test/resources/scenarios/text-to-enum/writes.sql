UPDATE t SET state = 'done' WHERE id % 10 = 0;
INSERT INTO t (id, state) SELECT max(id) + 1, 'running' FROM t;
