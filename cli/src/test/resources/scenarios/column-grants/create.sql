CREATE TABLE t (id int PRIMARY KEY, v text, w int);
INSERT INTO t SELECT g, 'v' || g, g FROM generate_series(1, 100) g;
GRANT SELECT ON t TO scenario_reader;
GRANT SELECT (v), UPDATE (v) ON t TO scenario_reader WITH GRANT OPTION;
GRANT INSERT (v, id), REFERENCES (v) ON t TO "Scenario Writer";
GRANT UPDATE (v, w) ON t TO PUBLIC;
GRANT ALL (w) ON t TO "Scenario Writer";
