ALTER TABLE t ALTER COLUMN state TYPE types.state USING state::types.state;
