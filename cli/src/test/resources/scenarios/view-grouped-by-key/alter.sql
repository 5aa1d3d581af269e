DROP VIEW grouped;
ALTER TABLE t ALTER COLUMN v TYPE bigint;
CREATE VIEW grouped AS SELECT t.id, t.v, t.w, count(o.x) AS n FROM t LEFT JOIN o ON o.x = t.v GROUP BY t.id;
