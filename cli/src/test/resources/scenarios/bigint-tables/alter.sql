ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN place_id TYPE bigint;
ALTER TABLE other.place ALTER COLUMN id TYPE bigint, ALTER COLUMN kind_id TYPE bigint;
ALTER TABLE "Kind" ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE t_id_seq AS bigint;
ALTER SEQUENCE "Kind_id_seq" AS bigint;
