CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
ALTER TABLE t OWNER TO scenario_owner;
CREATE VIEW seen AS SELECT v FROM t;
