CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 20) g;
GRANT SELECT (v) ON t TO scenario_other_owner WITH GRANT OPTION;
SET ROLE scenario_other_owner;
GRANT SELECT (v) ON t TO scenario_reader;
