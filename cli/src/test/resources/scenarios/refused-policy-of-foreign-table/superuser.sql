CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
ALTER TABLE t OWNER TO scenario_owner;
CREATE TABLE other (id int PRIMARY KEY, x int);
CREATE POLICY elsewhere ON other USING (x IN (SELECT v FROM t));
