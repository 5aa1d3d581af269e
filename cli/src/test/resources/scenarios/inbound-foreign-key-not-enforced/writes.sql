INSERT INTO t (v) VALUES ('new');
INSERT INTO child SELECT max(id) + 1, 88888 FROM child;
