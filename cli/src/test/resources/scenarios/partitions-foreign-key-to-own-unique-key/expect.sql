-- ALTER forgets the name of its own
ALTER TABLE t_0 RENAME CONSTRAINT t_up_p_fkey TO "Other name";
