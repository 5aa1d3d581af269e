ALTER TABLE t ALTER COLUMN v TYPE bigint;
-- ALTER makes all parts of the key anew, and forgets which of them had been validated.
ALTER TABLE t_2 VALIDATE CONSTRAINT t_half;
