CREATE TABLE t (r int4range, CONSTRAINT t_v EXCLUDE USING gist (r WITH &&));
