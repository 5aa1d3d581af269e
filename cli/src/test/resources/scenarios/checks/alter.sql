ALTER TABLE t ALTER COLUMN price TYPE numeric(10, 2);
-- Dumped and restored, ALTER's own (ARRAY[1, 2, 3])::numeric[] reads like this; the same condition.
ALTER TABLE t DROP CONSTRAINT t_in;
ALTER TABLE t ADD CONSTRAINT t_in CHECK (price IN (1::numeric, 2::numeric, 3::numeric) OR price BETWEEN 4 AND 999999);
