ALTER TABLE t ALTER COLUMN a TYPE varchar(20)[], ALTER COLUMN d TYPE bigint USING d::bigint, ALTER COLUMN b TYPE bit varying(9);
