ALTER TABLE t ADD COLUMN dice bigint DEFAULT roll() NOT NULL;
COMMENT ON COLUMN t.dice IS 'thrown';
