CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 20) g;
CREATE POLICY odd ON t USING (v % 2 = 1);
