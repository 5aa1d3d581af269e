ALTER TABLE t ALTER COLUMN code TYPE numeric(12,0) USING code::numeric;
