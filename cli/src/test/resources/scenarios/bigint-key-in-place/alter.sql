ALTER TABLE users ALTER COLUMN account_id TYPE bigint;
ALTER TABLE blocks ALTER COLUMN account_id TYPE bigint, ALTER COLUMN target_account_id TYPE bigint;
