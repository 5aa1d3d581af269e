ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN favourite TYPE bigint;
ALTER SEQUENCE t_id_seq AS bigint;
