ALTER TABLE visits ALTER COLUMN account_id TYPE bigint;
ALTER TABLE accounts ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE accounts_id_seq AS bigint;
