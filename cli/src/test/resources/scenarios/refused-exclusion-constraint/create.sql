CREATE TABLE t (id int PRIMARY KEY, v int4range, CONSTRAINT no_overlap EXCLUDE USING gist (v WITH &&));
