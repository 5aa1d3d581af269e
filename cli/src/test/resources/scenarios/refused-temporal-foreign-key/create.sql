CREATE TABLE t (id int4range, valid daterange, v int, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE child (id int PRIMARY KEY, t int4range, valid daterange, FOREIGN KEY (t, PERIOD valid) REFERENCES t (id, PERIOD valid));
