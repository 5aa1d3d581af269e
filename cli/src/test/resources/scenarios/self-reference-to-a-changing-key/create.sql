CREATE TABLE t (id serial PRIMARY KEY, parent int CONSTRAINT up REFERENCES t ON UPDATE CASCADE ON DELETE SET NULL);
INSERT INTO t (parent) SELECT nullif(g - 1, 0) FROM generate_series(1, 300) g;
