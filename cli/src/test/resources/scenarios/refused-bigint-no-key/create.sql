CREATE TABLE t (id uuid PRIMARY KEY, n int);
