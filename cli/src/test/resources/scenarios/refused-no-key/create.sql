CREATE TABLE t (id int UNIQUE, v int);
CREATE UNIQUE INDEX p ON t (id) WHERE id > 0;
