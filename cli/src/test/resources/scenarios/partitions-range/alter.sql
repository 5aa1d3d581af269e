ALTER TABLE t ALTER COLUMN v TYPE bigint;
-- PostgreSQL 14 puts the root's comment on its parts.
COMMENT ON INDEX t_1_v_w_idx IS NULL;
COMMENT ON INDEX t_2_v_w_idx IS NULL;
COMMENT ON INDEX t_rest_v_w_idx IS NULL;
