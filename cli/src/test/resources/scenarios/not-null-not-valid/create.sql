-- The unique key would do for a walk, were its NOT NULL valid: nobody has looked at the older rows.
CREATE TABLE t (k int UNIQUE, v int, w int CONSTRAINT w_here NOT NULL NO INHERIT);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 100) g;
ALTER TABLE t ADD CONSTRAINT k_needed NOT NULL k NOT VALID;
ALTER TABLE t ADD CONSTRAINT v_needed NOT NULL v NOT VALID;
