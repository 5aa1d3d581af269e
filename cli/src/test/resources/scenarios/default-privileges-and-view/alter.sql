DROP VIEW seen, given;
ALTER TABLE t ALTER COLUMN v TYPE bigint;
CREATE VIEW seen AS SELECT v FROM t;
REVOKE ALL ON seen FROM "Scenario Writer";
CREATE VIEW given AS SELECT v FROM t;
REVOKE ALL ON given FROM "Scenario Writer";
GRANT SELECT ON given TO scenario_reader;
