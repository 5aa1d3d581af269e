ALTER TABLE t ALTER COLUMN external_id TYPE varchar(50) USING left(external_id, 50), ALTER COLUMN n TYPE int USING n::int;
