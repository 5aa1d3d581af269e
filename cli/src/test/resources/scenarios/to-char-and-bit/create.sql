CREATE TABLE t (id int PRIMARY KEY, code varchar(20), short varchar(20) NOT NULL DEFAULT 'x', flags varbit(16));
INSERT INTO t SELECT g, 'v' || g, 'w', g::bit(8) FROM generate_series(1, 100) g;
UPDATE t SET code = NULL WHERE id % 7 = 0;
CREATE INDEX t_code ON t (code);
