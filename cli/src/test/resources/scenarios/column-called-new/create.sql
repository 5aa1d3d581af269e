CREATE TABLE t (id int PRIMARY KEY, "new" text, "old" text, tg_op text, found text, "sync_1" text);
INSERT INTO t SELECT g, g, g, g, g, g FROM generate_series(1, 12) g;
