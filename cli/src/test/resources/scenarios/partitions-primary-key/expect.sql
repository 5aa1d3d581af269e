-- What ALTER forgets: how wide the sequence is, and what is a table partition's own.
ALTER SEQUENCE t_id_seq AS bigint;
ALTER TABLE old_rows RENAME CONSTRAINT old_rows_pkey TO "its own Key";
ALTER INDEX "its own Key" RESET (fillfactor);
ALTER TABLE t_2020 REPLICA IDENTITY USING INDEX t_2020_pkey;
ALTER TABLE t_2020 CLUSTER ON t_2020_pkey;
COMMENT ON CONSTRAINT t_2020_pkey ON t_2020 IS 'the key of 2020';
