INSERT INTO t (id, v, w, x) SELECT max(id) + 1, '{{1,2}}', '{{c}}', '{7}' FROM t;
