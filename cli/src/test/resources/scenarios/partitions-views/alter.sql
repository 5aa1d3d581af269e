DROP VIEW pair, of_middle, of_leaf, seen;
DROP RULE leaf_too ON t_1;
DROP RULE root_update ON t;
ALTER TABLE t ALTER COLUMN v TYPE bigint;
CREATE VIEW seen AS SELECT id, v AS "The V", w FROM t WHERE v > 0;
COMMENT ON VIEW seen IS 'of the root';
GRANT SELECT ON seen TO scenario_reader;
CREATE VIEW of_leaf WITH (security_barrier) AS SELECT v, id FROM t_2 WHERE v > 3;
COMMENT ON VIEW of_leaf IS 'of a leaf';
GRANT UPDATE (v) ON of_leaf TO "Scenario Writer";
CREATE VIEW of_middle AS SELECT v FROM t_rest;
CREATE VIEW pair AS SELECT s."The V" + l.v AS sum FROM seen s JOIN of_leaf l USING (id) JOIN t_1 o ON o.v = l.v;
CREATE RULE leaf_too AS ON INSERT TO t_1 WHERE NEW.v = 77 DO ALSO INSERT INTO said VALUES (NEW.v);
CREATE RULE root_update AS ON UPDATE TO t WHERE NEW.v = 78 DO ALSO INSERT INTO said VALUES (NEW.v);
COMMENT ON RULE root_update ON t IS 'it''s';
ALTER TABLE t DISABLE RULE root_update;

