DROP VIEW early, lateral_one, seen, "Upper"."Seen it";
ALTER TABLE t ALTER COLUMN v TYPE bigint;
CREATE VIEW "Upper"."Seen it" ("a b", "select") WITH (check_option = local, security_barrier = false) AS SELECT v, id FROM t WHERE v >= 0;
ALTER VIEW "Upper"."Seen it" ALTER COLUMN "a b" SET DEFAULT 7 * 6;
CREATE VIEW seen AS SELECT s.*, v FROM "Upper"."Seen it" s JOIN t ON s."select" = t.id;
CREATE OR REPLACE VIEW early AS SELECT max(v) AS m FROM seen;
CREATE VIEW lateral_one AS WITH RECURSIVE r (n) AS (SELECT min(v) FROM t UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT r.n, s."a b" FROM r LEFT JOIN "Upper"."Seen it" s ON s."a b" = r.n;
ALTER VIEW early RENAME COLUMN m TO "Most";
