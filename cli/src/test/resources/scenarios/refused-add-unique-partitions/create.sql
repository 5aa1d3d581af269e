CREATE TABLE t (id int, v text) PARTITION BY LIST (v);
