CREATE TABLE t (id int4range, valid daterange, v int, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
