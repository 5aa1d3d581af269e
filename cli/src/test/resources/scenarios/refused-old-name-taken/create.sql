CREATE TABLE t (id int PRIMARY KEY, v int, v__zdm_old int);
