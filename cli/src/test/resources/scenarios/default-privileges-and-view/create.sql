CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 50) g;
CREATE VIEW seen AS SELECT v FROM t;
CREATE VIEW given AS SELECT v FROM t;
GRANT SELECT ON given TO scenario_reader;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO "Scenario Writer";
