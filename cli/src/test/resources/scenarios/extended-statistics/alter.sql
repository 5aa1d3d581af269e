ALTER TABLE t ALTER COLUMN v TYPE varchar(50);
-- ALTER TYPE forgets it; the engine does not.
ALTER STATISTICS t_all SET STATISTICS 444;
