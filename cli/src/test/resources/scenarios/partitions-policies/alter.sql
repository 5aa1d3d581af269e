DROP POLICY small ON t;
DROP POLICY strict ON t;
DROP POLICY small ON t_2;
DROP POLICY elsewhere ON other;
ALTER TABLE t ALTER COLUMN v TYPE bigint;
CREATE POLICY small ON t USING (v < 10);
COMMENT ON POLICY small ON t IS 'of the root';
CREATE POLICY strict ON t AS RESTRICTIVE FOR UPDATE TO scenario_reader USING (v > 0 AND EXISTS (SELECT FROM t_1 o WHERE o.v = t.v)) WITH CHECK (v < 20);
CREATE POLICY small ON t_2 FOR SELECT TO "Scenario Writer" USING (v < 7);
COMMENT ON POLICY small ON t_2 IS 'of a leaf';
CREATE POLICY elsewhere ON other FOR SELECT USING (x IN (SELECT v FROM t_2));

