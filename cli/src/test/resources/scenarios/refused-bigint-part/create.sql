CREATE TABLE t (id serial PRIMARY KEY);
CREATE TABLE c (t_id int REFERENCES t, twice int GENERATED ALWAYS AS (t_id * 2) STORED);
CREATE TABLE d (t_id int REFERENCES t, EXCLUDE (t_id WITH =));
INSERT INTO t SELECT nextval('t_id_seq') FROM generate_series(1, 20);
