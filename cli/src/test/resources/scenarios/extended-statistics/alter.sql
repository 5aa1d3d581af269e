ALTER TABLE t ALTER COLUMN v TYPE varchar(50);
-- ALTER TYPE forgets it; the engine does not.
ALTER STATISTICS t_all SET STATISTICS 444;
-- Before 16 it also forgot who owns them.
ALTER STATISTICS t_ndistinct OWNER TO scenario_other_owner;
ALTER STATISTICS stats.t_expression OWNER TO scenario_other_owner;
