CREATE DOMAIN plain AS bigint DEFAULT 5;
CREATE DOMAIN checked AS int CHECK (VALUE < 5000);
CREATE TABLE t (id int PRIMARY KEY, v checked, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 100) g;
CREATE VIEW seen AS SELECT v FROM t;
