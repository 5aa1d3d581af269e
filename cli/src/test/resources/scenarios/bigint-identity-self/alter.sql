ALTER TABLE pin_notes ALTER COLUMN pin_id TYPE bigint;
ALTER TABLE pins ALTER COLUMN status_id TYPE bigint;
ALTER TABLE statuses ALTER COLUMN id TYPE bigint, ALTER COLUMN reblog_of_id TYPE bigint, ALTER COLUMN in_reply_to_id TYPE bigint;
